import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALERT_TITLES } from '../../../../cli/deployment/alert-titles.ts';
import { failed, type Outcome, passed } from '../../../../cli/smoke/check.ts';
import { checkAlert } from '../../../../cli/smoke/check-alert.ts';
import { type GoogleStandIn, PROJECT } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const RAISED = new Map<'intake', Outcome>([['intake', passed('set aside')]]);
const CHANNEL = `projects/${PROJECT}/notificationChannels/42`;

describe('the check of alerts', () => {
  it('passes when the person at the terminal says that it arrived', async () => {
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return true;
    };
    const { context } = standInContext({ ask });
    expect(await checkAlert(context, RAISED)).toEqual({
      kind: 'passed',
      seen: `${ALERT_TITLES.length} alerts are on, and go to email "On call"; it arrived`,
    });
    expect(asked).toEqual([
      'Did the alert "A message was set aside" arrive at email "On call"? It takes some minutes. [y/N] ',
    ]);
  });

  it('fails when the person says no', async () => {
    const { context } = standInContext({ ask: async () => false });
    expect(await checkAlert(context, RAISED)).toMatchObject({
      kind: 'failed',
      seen: expect.stringContaining('it did not arrive'),
    });
  });

  it('is unconfirmed without a terminal: a person has to look', async () => {
    const { context } = standInContext();
    expect(await checkAlert(context, RAISED)).toEqual({
      kind: 'unconfirmed',
      seen: expect.stringContaining('whether it arrived, a person has to look'),
      advice: expect.stringContaining('at email "On call"'),
    });
  });

  it('asks nobody when this run has raised no alert', async () => {
    const { context } = standInContext({ ask: () => Promise.reject(new Error('asked')) });
    expect(await checkAlert(context, new Map())).toMatchObject({
      kind: 'unconfirmed',
      seen: expect.stringContaining('this run raised none'),
      advice: expect.stringContaining('--only intake,alert'),
    });
    const untaken = new Map([['intake' as const, failed('not taken', 'mend it')]]);
    expect(await checkAlert(context, untaken)).toMatchObject({
      kind: 'unconfirmed',
      advice: expect.stringContaining('mend what that check says'),
    });
  });

  it.each<[string, (google: GoogleStandIn) => void, string, RegExp]>([
    [
      'no alert at all',
      (google) => {
        google.policies = [];
      },
      `${ALERT_TITLES.length} alerts are missing (such as "Modigie discarded a request")`,
      /terraform apply/,
    ],
    [
      'an alert that is missing',
      (google) => google.policies.splice(1, 1),
      'the alert "A message was set aside" is missing',
      /terraform apply/,
    ],
    [
      'alerts of another deployment alone',
      (google) => {
        for (const policy of google.policies)
          policy.displayName = policy.displayName.replace('modigie-gateway:', 'modigie-gateway-staging:');
      },
      `${ALERT_TITLES.length} alerts are missing (such as "Modigie discarded a request")`,
      /terraform apply/,
    ],
    [
      'an alert that is off',
      (google) => Object.assign(google.policies[2] ?? {}, { enabled: false }),
      'the alert "Publishing to Modigie is refused" is switched off',
      /Switch it on/,
    ],
    [
      'alerts that go nowhere',
      (google) => {
        for (const policy of google.policies) policy.notificationChannels = [];
      },
      `${ALERT_TITLES.length} alerts are without a notification channel (such as "Modigie discarded a request")`,
      /notification_channels/,
    ],
    [
      'a channel that is gone',
      (google) => google.channels.delete(CHANNEL),
      `the channel ${CHANNEL} does not exist`,
      /Correct the variable/,
    ],
    [
      'a channel that is off, and has no name',
      (google) => google.channels.set(CHANNEL, { type: 'sms', enabled: false }),
      'the channel sms 42 is switched off',
      /Switch it on/,
    ],
    [
      'a channel that is not verified',
      (google) => google.channels.set(CHANNEL, { type: 'sms', verificationStatus: 'UNVERIFIED' }),
      'the channel sms 42 is not verified',
      /Verify it with the code/,
    ],
  ])('fails for %s', async (_name, damage, seen, advice) => {
    const { google, context } = standInContext();
    damage(google);
    expect(await checkAlert(context, RAISED)).toEqual({
      kind: 'failed',
      seen,
      advice: expect.stringMatching(advice),
    });
  });

  it('is not concerned with the alerts of another deployment beside', async () => {
    const { google, context } = standInContext();
    google.policies.push({
      displayName: 'modigie-gateway-staging: A message was set aside',
      enabled: false,
      notificationChannels: [],
    });
    expect(await checkAlert(context, RAISED)).toMatchObject({ kind: 'unconfirmed' });
  });

  it('tells all faults at once', async () => {
    const { google, context } = standInContext();
    google.policies.pop();
    google.channels.set(CHANNEL, { enabled: false, verificationStatus: 'UNVERIFIED' });
    expect(await checkAlert(context, RAISED)).toMatchObject({
      seen: expect.stringMatching(/missing.*off.*verified/),
    });
  });

  it('never tells the address of a channel', async () => {
    const { context } = standInContext();
    expect(JSON.stringify(await checkAlert(context, RAISED))).not.toContain('ann@acme.example');
  });
});

/** Alerts that a deployment may have, by variables of its own. */
const OPTIONAL = [
  'results backlog is old',
  'answers P backlog is old',
  'warehouse-facts backlog is old',
  'webhook W backlog is old',
  "A webhook's receiver is gone",
  'A webhook is not served',
  'no pull succeeds',
];

/** Titles that Terraform makes of several names. */
const EXPANDED: Readonly<Record<string, readonly string[]>> = {
  '${each.value.title}': [],
  '${each.key} backlog is old': ['intake', 'results', 'answers P', 'warehouse-facts', 'webhook W'],
  'messages wait in ${each.value}': ['intake-undelivered', 'results-undelivered'],
  'messages in ${each.value} expire in two days': [
    'dead-letters',
    'intake-undelivered',
    'results-undelivered',
  ],
};

describe('the titles of the alerts', () => {
  const infra = join(import.meta.dirname, '../../../../infra');
  const source = readdirSync(infra)
    .filter((name) => /^alerts.*\.tf$/.test(name))
    .map((name) => readFileSync(join(infra, name), 'utf8'))
    .join('\n');
  const titlesBy = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, title = '']) => title);
  const expand = (title: string) =>
    title.includes('${')
      ? (EXPANDED[title] ?? [`unknown: ${title}`]).map((name) => title.replace(/\$\{.*?\}/, name))
      : [title];

  it('are those of infra/alerts*.tf that every deployment has', () => {
    const titles = [
      ...titlesBy(/^ *title *= *"(.+)"$/gm),
      ...titlesBy(/^ *display_name *= *"\$\{var\.prefix\}: (.+)"$/gm).flatMap(expand),
    ];
    expect(ALERT_TITLES.toSorted()).toEqual(titles.filter((title) => !OPTIONAL.includes(title)).toSorted());
  });
});
