/** Does an alert reach a person? All of the way is looked at but its end, which a person has to confirm. */
import { GoogleRefusal } from '../google/google-refusal.ts';
import { type AlertChannel, type AlertPolicy, alertChannel, alertPolicies } from '../google/monitoring.ts';
import { ALERT_TITLES, DEAD_LETTER_ALERT } from './alert-titles.ts';
import { type Earlier, failed, type Outcome, passed, type SmokeContext, unconfirmed } from './check.ts';

export async function checkAlert(context: SmokeContext, earlier: Earlier): Promise<Outcome> {
  const { google, deployment } = context;
  const begin = `${deployment.prefix}: `;
  const all = await alertPolicies(google, deployment.project);
  const policies = all.filter(({ displayName }) => displayName.startsWith(begin));
  const channels = await channelsOf(context, policies);
  const faults = [...faultsOf(policies, begin), ...channels.flatMap(faultsIn)];
  if (faults.length > 0)
    return failed(faults.map(({ seen }) => seen).join('; '), faults.map(({ remedy }) => remedy).join(' '));
  const raised = policies.find(({ displayName }) => displayName === `${begin}${DEAD_LETTER_ALERT}`);
  const reached = channels.flatMap((channel) =>
    'title' in channel && raised?.channels.includes(channel.name) ? [channel.title] : [],
  );
  const ways = `${policies.length} alerts are on, and go to ${reached.join(', ')}`;
  if (earlier.get('intake')?.kind !== 'passed')
    return unconfirmed(
      `${ways}; this run raised none`,
      earlier.has('intake')
        ? 'The dead letter of the check intake raises one: mend what that check says, and run this again.'
        : 'The dead letter of the check intake raises one: make both checks, --only intake,alert.',
    );
  return confirm(context, ways, reached);
}

/** The dead letter of the check before has raised the alert; Cloud Monitoring tells of it within minutes. */
async function confirm({ ask }: SmokeContext, ways: string, reached: readonly string[]): Promise<Outcome> {
  const mail = `the alert "${DEAD_LETTER_ALERT}"`;
  const where = reached.join(', ');
  if (ask === undefined)
    return unconfirmed(
      `${ways}; whether it arrived, a person has to look`,
      `Look for ${mail} at ${where}. It takes some minutes, and comes once in 15 minutes at most.`,
    );
  return (await ask(`Did ${mail} arrive at ${where}? It takes some minutes. [y/N] `))
    ? passed(`${ways}; it arrived`)
    : failed(
        `${ways}; it did not arrive`,
        `Look for its incident in the console, Monitoring, Alerting. With an incident, the channel loses it: its ` +
          'address is wrong, or a filter for spam has it. Without one, wait some minutes: entries of a log raise an ' +
          'alert once in 15 minutes at most.',
      );
}

interface Fault {
  readonly seen: string;
  readonly remedy: string;
}

function faultsOf(policies: readonly AlertPolicy[], begin: string): Fault[] {
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
function faultIf(titles: readonly string[], what: string, remedy: string): Fault[] {
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
  { google, deployment }: SmokeContext,
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

function faultsIn(channel: AlertChannel | LostChannel): Fault[] {
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
