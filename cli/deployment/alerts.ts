/** The alerts of a deployment as they are: what keeps them from reaching a person. */
import type { GoogleApis } from '../google/google-apis.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { type AlertChannel, type AlertPolicy, alertChannel, alertPolicies } from '../google/monitoring.ts';
import { ALERT_TITLES } from './alert-titles.ts';
import type { Deployment } from './deployment.ts';

export interface AlertsSeen {
  readonly policies: readonly AlertPolicy[];
  /** Of all policies, each once. */
  readonly channels: readonly AlertChannel[];
  /** None when each alert is on, and goes to channels that work. */
  readonly faults: readonly AlertFault[];
}

/** @returns how the titles of a deployment's alerts begin */
export function beginOfTitles({ prefix }: Deployment): string {
  return `${prefix}: `;
}

/** @throws GoogleRefusal */
export async function lookAtAlerts(google: GoogleApis, deployment: Deployment): Promise<AlertsSeen> {
  const begin = beginOfTitles(deployment);
  const all = await alertPolicies(google, deployment.project);
  const policies = all.filter(({ displayName }) => displayName.startsWith(begin));
  const found = await channelsOf({ google, deployment }, policies);
  return {
    policies,
    channels: found.flatMap((channel) => ('lost' in channel ? [] : [channel])),
    faults: [...faultsOf(policies, begin), ...found.flatMap(faultsIn)],
  };
}

interface AlertFault {
  readonly seen: string;
  readonly remedy: string;
}

function faultsOf(policies: readonly AlertPolicy[], begin: string): AlertFault[] {
  const title = ({ displayName }: AlertPolicy) => displayName.slice(begin.length);
  const titles = new Set(policies.map(title));
  const missing = ALERT_TITLES.filter((one) => !titles.has(one));
  const off = policies.filter(({ enabled }) => !enabled);
  const unheard = policies.filter(({ channels }) => channels.length === 0);
  return [
    ...faultIf(missing, 'missing', 'Run terraform apply, which makes every alert.'),
    ...faultIf(
      off.map(title),
      'switched off',
      'Switch it on: the console, Monitoring, Alerting; or run terraform apply.',
    ),
    ...faultIf(
      unheard.map(title),
      'without a notification channel',
      'Put an address into the variable alert_emails, and apply. For another way than e-mail, make a channel (the ' +
        'console, Monitoring, Alerting, Edit notification channels), and put its full name into notification_channels.',
    ),
  ];
}

/** @param titles of the alerts that it is about: none, no fault */
function faultIf(titles: readonly string[], what: string, remedy: string): AlertFault[] {
  if (titles.length === 0) return [];
  const [first] = titles;
  const more = titles.length === 1 ? `the alert "${first}" is` : `${titles.length} alerts are`;
  const names = titles.length === 1 ? '' : ` (such as "${first}")`;
  return [{ seen: `${more} ${what}${names}`, remedy }];
}

interface LostChannel {
  readonly lost: string;
}

async function channelsOf(
  { google, deployment }: { readonly google: GoogleApis; readonly deployment: Deployment },
  policies: readonly AlertPolicy[],
): Promise<(AlertChannel | LostChannel)[]> {
  const names = new Set(policies.flatMap(({ channels }) => channels));
  const channels: (AlertChannel | LostChannel)[] = [];
  for (const name of names) {
    const channel = await alertChannel(google, deployment.project, name).catch((error: unknown) => {
      if (!(error instanceof GoogleRefusal) || error.kind !== 'not-found') throw error;
      return { lost: name };
    });
    channels.push(channel);
  }
  return channels;
}

function faultsIn(channel: AlertChannel | LostChannel): AlertFault[] {
  if ('lost' in channel)
    return [
      {
        seen: `the channel ${channel.lost} does not exist`,
        remedy: 'Correct the variables alert_emails and notification_channels, and apply.',
      },
    ];
  const { title, enabled, verified } = channel;
  return [
    ...(enabled
      ? []
      : [
          {
            seen: `the channel ${title} is switched off`,
            remedy: 'Switch it on: the console, Monitoring, Alerting, Edit notification channels.',
          },
        ]),
    ...(verified
      ? []
      : [
          {
            seen: `the channel ${title} is not verified`,
            remedy:
              'Verify it with the code that it was sent: the console, Monitoring, Alerting, Edit notification channels.',
          },
        ]),
  ];
}
