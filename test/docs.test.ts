/** Documents list exactly the events, variables and defaults that the code has. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COLUMN_OF } from '../cli/lists/input-columns.ts';
import { REALISTIC } from '../local/synthetic-repository/repository.ts';
import { RECONCILIATION } from '../shared/api/reconcile-examples.ts';
import { CONFIG_SCHEMAS, type FunctionName } from '../shared/config/function-config.ts';
import { readConfig } from '../shared/config/read-config.ts';
import { DEFAULT_DIGEST } from '../shared/digest/digest-policy.ts';
import { type CallerRefusal, CallerRefusedError, REMEDIES } from '../shared/http/caller-refusals.ts';
import { actOf } from '../shared/jobs/audit-entry.ts';
import { SENTENCES } from '../shared/jobs/explain/sentence.ts';
import { ASKED_KINDS } from '../shared/jobs/operations/operation-kinds.ts';
import { DEFAULT_POLICY, doubled } from '../shared/jobs/policy.ts';
import { KNOWN_JOB_TYPES } from '../shared/protocol/job-types.ts';
import { LOG_EVENTS } from '../shared/telemetry/log-events.ts';
import { toResultMessage } from '../shared/use-cases/effects/result-message.ts';
import { audited } from '../shared/use-cases/operate/audited.ts';
import { jobText } from '../shared/use-cases/read/job-view.ts';
import { id, publishedRecord, submission, testGateway } from './fixtures.ts';
import { createWorld } from './unit/client/world.ts';
import { given } from './unit/jobs/given.ts';
import { answered } from './unit/jobs/samples.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');
const table = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
        .slice(1, -1),
    );

const GOOD = {
  GOOGLE_CLOUD_PROJECT: 'p',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/m/topics/t"}}',
  RESULTS_TOPIC: 'projects/p/topics/results',
  DEAD_LETTER_TOPIC: 'projects/p/topics/dead',
  INTAKE_TOPIC: 'projects/p/topics/intake',
  PUSH_AUDIENCE: 'https://x.example',
  PUSH_ACCOUNT: 'a@b.example',
  RESPONSE_SUBSCRIPTIONS: '["projects/m/subscriptions/s"]',
  WEBHOOKS: '[]',
};

describe('docs/log-events.md', () => {
  it('lists every event with its severity, in the order of the code', () => {
    expect(
      table(read('log-events.md')).map(([name, severity]) => [name?.replaceAll('`', ''), severity]),
    ).toEqual(Object.entries(LOG_EVENTS));
  });
});

describe('acts of a person', () => {
  const meaningOf = (event: string) =>
    table(read('log-events.md'))
      .find(([name]) => name === `\`${event}\``)
      ?.at(-1) ?? '';

  it('are told in the log with fields that docs/log-events.md names, whether on a job or not', async () => {
    const gateway = testGateway();
    const acts = [
      actOf({ actor: null, action: 'retry', target: 'lead-1', reason: null }, 1),
      actOf({ actor: null, action: 'drop', target: 'dl-1', reason: null }, 1),
    ];
    for (const act of acts) await audited(gateway, act, async () => ({ kind: 'retried' }));
    const told = gateway.events.flatMap(({ fields }) => Object.keys(fields));
    const documented = `${meaningOf('audit.intent')}${meaningOf('audit.outcome')}`;
    expect(told).toContain('document');
    for (const name of told) expect(documented).toContain(`\`${name}\``);
  });

  it('on many things are of the kinds that docs/operate.md and client/README.md name', () => {
    for (const document of ['operate.md', '../client/README.md']) {
      const [, kinds = ''] = /^(?:Kinds are|`kind` is) (.+?), of \[?dead letters/m.exec(read(document)) ?? [];
      expect([...kinds.matchAll(/`(\w+)`/g)].map(([, kind]) => kind)).toEqual(ASKED_KINDS);
    }
  });
});

describe('docs/glossary.md', () => {
  it('has each term once, apart from the next, and Pub/Sub redelivers nothing: results alone are redelivered', () => {
    const terms = [...read('glossary.md').matchAll(/^\*\*(.+?)\*\*/gm)].map(([, term]) => term);
    expect(read('glossary.md').match(/\n\n\*\*/g)).toHaveLength(terms.length);
    expect(new Set(terms).size).toBe(terms.length);
    const documents = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
    for (const name of documents.filter((one) => one.endsWith('.md')))
      expect(read(name), name).not.toMatch(
        /Pub\/Sub (itself )?redeliver|[Rr]edelivery by Pub\/Sub|redelivered message/,
      );
  });
});

describe('docs/operate.md', () => {
  it('sets each variable of the shell that it uses, but for what only its reader knows', () => {
    const text = read('operate.md');
    const used = [...new Set([...text.matchAll(/\$\{?([A-Z][A-Z_]+)/g)].map(([, name]) => name))];
    const unset = used.filter((name) => !new RegExp(`\\b${name}=|\\bfor ${name} in`).test(text));
    expect(unset.toSorted()).toEqual(['BACKUP_TIME', 'EDITOR', 'EMAIL', 'LETTER']);
  });
});

describe('docs/explain.md', () => {
  it('lists every sentence with what it states, in the order of the code', () => {
    expect(table(read('explain.md')).map(([code, states]) => [code?.replaceAll('`', ''), states])).toEqual(
      Object.entries(SENTENCES),
    );
  });
});

describe('docs/reconcile.md', () => {
  it('says what each count of a reconciliation is, in the order of the code', () => {
    const counts = table(read('reconcile.md')).map(([name = '']) => name.replaceAll('`', ''));
    expect(counts.filter((name) => name in RECONCILIATION.totals)).toEqual(
      Object.keys(RECONCILIATION.totals),
    );
  });
});

describe('docs/configuration.md', () => {
  const rows = table(read('configuration.md'));
  const names = Object.keys(CONFIG_SCHEMAS) as FunctionName[];

  /** @returns the functions that a cell names: `all`, `all but` a list, or a list */
  const functionsOf = (cell: string) => {
    const [, except] = /^all but (.+)$/.exec(cell) ?? [];
    const excepted = except?.split(', ') ?? [];
    return cell === 'all' || except ? names.filter((name) => !excepted.includes(name)) : cell.split(', ');
  };

  it('lists every variable with the functions that read it', () => {
    const documented = rows.map(([variable, functions]) => [
      variable?.replaceAll('`', ''),
      functionsOf(functions ?? ''),
    ]);
    const variables = [...new Set(names.flatMap((name) => Object.keys(CONFIG_SCHEMAS[name].shape)))];
    const sort = (functions: unknown) => [...(functions as string[])].sort();
    expect(documented.map(([variable, functions]) => [variable, sort(functions)])).toEqual(
      variables.map((variable) => [
        variable,
        sort(names.filter((name) => variable in CONFIG_SCHEMAS[name].shape)),
      ]),
    );
  });

  it('says which are required', () => {
    for (const [cell, , required] of rows) {
      const variable = cell?.replaceAll('`', '') ?? '';
      const name = names.find((candidate) => variable in CONFIG_SCHEMAS[candidate].shape) ?? 'submit-jobs';
      const { [variable]: _left, ...rest } = GOOD as Record<string, string>;
      const check = expect(() => readConfig(name, rest), variable);
      if (required) check.toThrow(variable);
      else check.not.toThrow();
    }
  });

  it('says of every refusal of a caller which status it has, in the order of the code', () => {
    const [, refusals = ''] = read('configuration.md').split('| reason | HTTP |');
    const rows = [...(refusals.split('\n\n')[0] ?? '').matchAll(/^\| ([a-z-]+) \| (\d+) \|/gm)];
    expect(rows.map(([, reason, status]) => [reason, Number(status)])).toEqual(
      (Object.keys(REMEDIES) as CallerRefusal[]).map((reason) => [
        reason,
        new CallerRefusedError(reason).problem.status,
      ]),
    );
  });

  it('shows the default policy', () => {
    expect(JSON.parse(/```json\n(.*?)```/s.exec(read('configuration.md'))?.[1] ?? '')).toEqual(
      DEFAULT_POLICY,
    );
    expect(readConfig('submit-jobs', GOOD).POLICY).toEqual(DEFAULT_POLICY);
  });
});

describe('docs/results.md', () => {
  it('lists the attributes of a result, and the members that it has besides those of a job', () => {
    const record = {
      ...given(publishedRecord()).when(
        answered({ status: 'completed', events: { TASK: { code: 'appended' } } }),
      ).record,
      trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      reused: { from: id('lead-0'), eventCodes: {}, job: null },
    };
    const under = (heading: string) => {
      const [, rows = ''] = read('results.md').split(`| ${heading} | |`);
      return table(rows.split('\n\n')[0] ?? '').map(([name]) => name?.replaceAll('`', ''));
    };
    const { attributes, data } = toResultMessage(record, 'lead-1/completed', DEFAULT_DIGEST);
    expect(under('attribute').toSorted()).toEqual(Object.keys(attributes).toSorted());
    const members = Object.keys(JSON.parse(String(data)));
    const more = members.filter((member) => !(member in JSON.parse(jobText(record))));
    expect(members).toEqual(expect.arrayContaining(under('member')));
    expect(under('member')).toEqual(expect.arrayContaining(more));
    expect(more).toEqual(['sequence', 'endedAt', 'had', 'showback', 'digest']);
  });
});

describe('README.md', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const codes = (text = '') => [...text.matchAll(/`(\w+)`/g)].map(([, code]) => code);

  it('lists every job type with the columns that it requires, alternatives in a row, and its tasks', () => {
    const [, rows = ''] = readme.split('| job type | requires |');
    expect(table(rows.split('\n\n')[0] ?? '').map((cells) => cells.map(codes))).toEqual(
      [...KNOWN_JOB_TYPES].map(([name, { requires, tasks }]) => [
        [name],
        requires
          .flatMap((one) => (typeof one === 'string' ? [one] : one.anyOf.flat()))
          .map((field) => COLUMN_OF[field]),
        [],
        tasks,
      ]),
    );
  });

  it('compares the times of npm run dev with the default policy and what the synthetic repository takes', () => {
    const { retries, silence, giveUpMs } = DEFAULT_POLICY;
    expect([REALISTIC.processingMs, silence, giveUpMs]).toEqual([
      [30_000, 60_000],
      { baseMs: 6 * 3_600_000, capMs: 86_400_000 },
      31 * 86_400_000,
    ]);
    expect(retries.map(({ backoff }) => [backoff.baseMs, doubled(backoff, 1)])).toEqual([
      [60_000, 120_000],
      [900_000, 1_800_000],
    ]);
  });

  it('says what npm run dev takes, and a deployment does not by default', async () => {
    expect(readConfig('submit-jobs', GOOD)).toMatchObject({
      PRIORITY_CARRIER: { in: 'nowhere' },
      PERSON_PEPPERS: [],
    });
    const world = createWorld();
    const job = await world.client().jobs.submit(submission('urgent', { priority: 7 }));
    world.stop();
    expect(job).toMatchObject({ requestId: 'urgent', replayed: false });
    for (const name of ['priority_carrier', 'person_peppers_secret']) expect(readme).toContain(`\`${name}\``);
  });
});

describe('ARCHITECTURE.md', () => {
  const [, deployed = '', others = ''] = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').split(
    '| package | for | instead of |',
  );
  const packagesOf = (rows: string) =>
    table(rows).flatMap(([cell]) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  it('says of each package why it is there, those that are deployed apart from the others', () => {
    expect(packagesOf(deployed).toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
    const { devDependencies, optionalDependencies } = manifest;
    expect(packagesOf(others).toSorted()).toEqual(
      Object.keys({ ...devDependencies, ...optionalDependencies }).toSorted(),
    );
  });
});

describe('a function that is not configured', () => {
  it('lists every problem at once, with its remedy, and no value', () => {
    const bad = {
      JOB_TYPES: '{"enrichMobile":{"topic":"secret-topic"}}',
      RESULTS_TOPIC: 'secret-results',
      PRIORITY_CARRIER: 'pigeon',
      BUDGETS: '[{',
      LOG_LEVEL: 'LOUD',
      POLICY: '{"retries":[{"status":"rejected","reasonTypes":"any","backoff":{"baseMs":1,"capMs":1}}]}',
    };
    const attempt = () => readConfig('receive-responses', bad);
    for (const problem of [
      'GOOGLE_CLOUD_PROJECT is required: set it',
      'DEAD_LETTER_TOPIC is required: set it',
      'JOB_TYPES (at /enrichMobile/topic) must be a full topic name',
      'RESULTS_TOPIC must be a full topic name',
      'PRIORITY_CARRIER must be nowhere, body, or attribute:NAME',
      'BUDGETS must be JSON',
      'LOG_LEVEL must be DEBUG',
      'POLICY (at /retries/0/status) must be failed or canceled',
    ])
      expect(attempt).toThrow(problem);
    expect(attempt).not.toThrow(/secret|pigeon|\bLOUD\b/);
    const { PUSH_ACCOUNT: _left, ...rest } = GOOD;
    expect(() => readConfig('receive-responses', rest)).toThrow('PUSH_ACCOUNT is required');
    expect(() => readConfig('receive-responses', { ...rest, PUSH_AUTHENTICATION: 'off' })).not.toThrow();
  });
});
