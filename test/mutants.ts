/**
 * The proof of the proof: plants one bug at a time in a copy of the sources and runs the unit tests and the
 * simulation on it. Each has to be caught; docs/planted-bugs.md, which a full run writes, says by what. `npm
 * run mutants [-- NAME …]`.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What a bug does that keeps the tests from ending. */
const ENDLESS = 'tests that do not end';
/** Fixed worlds a bug; a fifth as many are fresh. */
const WORLDS = 250;
const ROOT = join(import.meta.dirname, '..');
const FOLDERS = [
  'shared',
  'functions',
  'local',
  'cli',
  'build',
  'bench',
  'test',
  'docs',
  'infra',
  'examples',
];
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'firestore.indexes.json',
  'firestore.rules',
  'firebase.json',
  'ARCHITECTURE.md',
];
/**
 * One worker for each of the two copies that are at work; the files share it, since none of them leaves
 * anything behind.
 */
const CONFIG = `export default { test: {
  include: ['test/unit/{jobs,protocol,use-cases,http,local}/**/*.test.ts', 'test/simulation/*.test.ts'],
  testTimeout: 60_000, isolate: false, maxWorkers: 1,
} };`;

const m = (name: string, file: string, find: string, replace: string): Mutant => ({
  name,
  file: `shared/${file}`,
  find,
  replace,
});

const MUTANTS: readonly Mutant[] = [
  m(
    'versions in milliseconds',
    'protocol/timestamp.ts',
    'fraction.slice(0, 6).padEnd(6',
    'fraction.slice(0, 3).padEnd(6',
  ),
  m('offsets ignored', 'protocol/timestamp.ts', 'new Date(utc - shift)', 'new Date(utc)'),
  m('offset sign swapped', 'protocol/timestamp.ts', "(sign === '-' ? -1 : 1)", "(sign === '-' ? 1 : -1)"),
  m(
    'later version loses',
    'protocol/timestamp.ts',
    'return a < b ? -1 : a > b ? 1 : 0',
    'return a < b ? 1 : a > b ? -1 : 0',
  ),
  m('equal answer counts again', 'jobs/answers.ts', ') > 0', ') >= 0'),
  m(
    'terminal status not final',
    'jobs/answers.ts',
    'return isTerminal(status) ? rankOf(status) : 0',
    'return status === "never" ? 1 : 0',
  ),
  m(
    'rank ignored at equal versions',
    'jobs/answers.ts',
    'rankOf(answer.status) - rankOf(known.status) ||',
    '',
  ),
  m(
    'canceled not terminal',
    'protocol/job-status.ts',
    "'failed', 'canceled', 'rejected'])",
    "'failed', 'rejected'])",
  ),
  m(
    'rejected is retried',
    'jobs/policy.ts',
    "{ status: 'failed', reasonTypes: 'any'",
    "{ status: 'rejected', reasonTypes: 'any', backoff: { baseMs: MINUTE, capMs: HOUR } },\n    { status: 'failed', reasonTypes: 'any'",
  ),
  m(
    'expired is retried',
    'jobs/policy.ts',
    "'JobCancelByModigieReason']",
    "'JobCancelByModigieReason', 'JobExpireReason']",
  ),
  m(
    'one attempt too many',
    'jobs/retry-policy.ts',
    'attempt >= policy.maxAttempts',
    'attempt > policy.maxAttempts',
  ),
  m('retry although retried', 'jobs/retry-policy.ts', ' && record.lineage.retriedBy === null;\n}', ';\n}'),
  m(
    'completed may be retried by hand',
    'jobs/retry-policy.ts',
    "    case 'completed':\n      return 'completed';",
    "    case 'completed':\n      return undefined;",
  ),
  m(
    'rejected may be retried by hand',
    'jobs/retry-policy.ts',
    "return 'needs-correction'",
    'return undefined',
  ),
  m(
    'retry under the same ID',
    'jobs/attempt-id.ts',
    'const suffix = `~${attempt}`',
    "const suffix = attempt > 2 ? `~${attempt}` : ''",
  ),
  m(
    'successor ID not derived from the root',
    'jobs/records.ts',
    'attemptId(rootId, attempt + 1)',
    'attemptId(record.requestId, attempt + 1)',
  ),
  m('long roots collide', 'jobs/attempt-id.ts', 'update(rootId)', "update('x')"),
  m(
    'no timer on submission',
    'jobs/records.ts',
    "return { ...record, wake: wakeIfUndone(record, 'publish', policy, now) };\n}\n\n/** The next",
    'return record;\n}\n\n/** The next',
  ),
  m(
    'no timer on a successor',
    'jobs/records.ts',
    "return { ...successor, wake: wakeIfUndone(successor, 'publish', policy, now) };",
    'return successor;',
  ),
  m('timer due too late', 'jobs/timers.ts', 'wake.at <= now', 'wake.at < now - 31 * 86_400_000'),
  m(
    'silence not limited',
    'jobs/timers.ts',
    'Math.min(limit, record.quietSince + policy.giveUpMs)',
    'limit + policy.giveUpMs',
  ),
  m(
    'republish under another payload',
    'jobs/decide.ts',
    'const next = { ...record, publish: { ...record.publish, silences },',
    "const next = { ...record, payload: '{}', publish: { ...record.publish, silences },",
  ),
  m(
    'silences not counted',
    'jobs/decide.ts',
    'publishAgain(record, record.publish.silences + 1',
    'publishAgain(record, record.publish.silences',
  ),
  m('never gives up', 'jobs/decide.ts', 'now - record.quietSince >= policy.giveUpMs', 'now < 0'),
  m(
    'timer not cleared by the publish',
    'jobs/decide.ts',
    "record.wake?.for === 'publish' ? {",
    "record.wake?.for === 'purge' ? {",
  ),
  m(
    'publish note clobbers a later timer',
    'jobs/decide.ts',
    "keep(record.wake?.for === 'publish' ? { ...next",
    'keep(record.wake?.for ? { ...next',
  ),
  m(
    'message ID not kept',
    'jobs/decide.ts',
    'messageIds: [...record.publish.messageIds, messageId]',
    'messageIds: [...record.publish.messageIds]',
  ),
  m(
    'rejected duplicate ends the running original',
    'jobs/decide.ts',
    'record.answer === null ? end(',
    'record.answer !== undefined ? end(',
  ),
  m(
    'reused ID taken for a replay',
    'jobs/decide.ts',
    'record.fingerprint === fingerprint(event.content)',
    'record.fingerprint !== undefined',
  ),
  m(
    'replay taken for a reused ID',
    'jobs/decide.ts',
    "same ? 'replayed' : 'request-id-reused'",
    "'request-id-reused'",
  ),
  m(
    'delivered clears any timer',
    'jobs/decide.ts',
    "record.wake?.for === 'deliver' && deliveryKey(record) === key",
    'record.wake !== null || deliveryKey(record) === key',
  ),
  m(
    'delivery not noted',
    'jobs/decide.ts',
    "if (!current) return keep(record, 'stale');\n  return keep({",
    "if (current || !current) return keep(record, 'stale');\n  return keep({",
  ),
  m(
    'purge forgets who it was',
    'jobs/records.ts',
    '    payload: null,\n    answer: record.answer &&',
    '    payload: null,\n    fingerprint: null,\n    answer: record.answer &&',
  ),
  m(
    'purge leaves the payload',
    'jobs/records.ts',
    '    ...record,\n    payload: null,\n    answer',
    '    ...record,\n    answer',
  ),
  m(
    'external answers retried',
    'jobs/decide.ts',
    "if (record.origin === 'external') return keep(",
    'if (record.origin === null) return keep(',
  ),
  m(
    'delivery key differs each time',
    'jobs/ending.ts',
    '`${requestId}/${status}`',
    '`${requestId}/${status}/${Math.random()}`',
  ),
  m(
    'result not delivered at the end',
    'jobs/ending.ts',
    "effects: [{ type: 'deliver', record: next, key: deliveryKey(next) }]",
    'effects: []',
  ),
  m(
    'delivered before a retry',
    'jobs/ending.ts',
    'if (delay === undefined) return deliver',
    'if (delay !== null) return deliver',
  ),
  m(
    'precondition dropped',
    'adapters/memory/job-store.ts',
    "if (current?.revision !== expected) return 'conflict';",
    "if (!current) return 'conflict';",
  ),
  m(
    'create overwrites',
    'adapters/memory/job-store.ts',
    "this.#jobs.has(record.requestId) ? 'exists' : this.#put(record)",
    'this.#put(record)',
  ),
  m(
    'conflict taken for success',
    'use-cases/transition.ts',
    "if (revision !== 'conflict') {",
    "if (revision !== 'nothing') {",
  ),
  m(
    'effects lost',
    'use-cases/receive/receive-response.ts',
    "  await perform(context, effects, stored);\n  return 'done';\n}\n\nasync function receiveDiscard",
    "  return 'done';\n}\n\nasync function receiveDiscard",
  ),
  m(
    'acknowledged before stored',
    'use-cases/receive/receive-response.ts',
    "const { stored, effects } = await transition(context, answer.requestId, { type: 'answered', answer });",
    "void transition(context, answer.requestId, { type: 'answered', answer }).then(({ stored, effects }) => perform(context, effects, stored)).catch(() => undefined);\n  if (answer.requestId) return 'done';\n  const { stored, effects } = await transition(context, answer.requestId, { type: 'answered', answer });",
  ),
  m(
    'dead letter without its bytes',
    'use-cases/dead-letter.ts',
    '    data,\n    attributes: {',
    '    data: Buffer.alloc(0),\n    attributes: {',
  ),
  m(
    'dead letter dropped when publishing fails',
    'use-cases/dead-letter.ts',
    'await context.own.publish(context.deadLetterTopic, toDeadLetter(message, source, reason, detail));',
    'await context.own.publish(context.deadLetterTopic, toDeadLetter(message, source, reason, detail)).catch(() => undefined);',
  ),
  m(
    'published before stored',
    'use-cases/submit/submit-job.ts',
    '  const revision = await context.store.create(record);',
    '  await publishAndNoteLater(context, effects[0] as never, { record, revision: requestId as never });\n  const revision = await context.store.create(record);',
  ),
  m(
    'predecessor noted before the successor exists',
    'use-cases/effects/perform.ts',
    "  const created = await storeSuccessor(context, successor);\n  await transition(context, record.requestId, { type: 'retried', successorId: successor.requestId }, stored);",
    "  await transition(context, record.requestId, { type: 'retried', successorId: successor.requestId }, stored);\n  const created = await storeSuccessor(context, successor);",
  ),
  m(
    'publish failure thrown to the caller',
    'use-cases/effects/perform.ts',
    "    if (!(error instanceof PublishError)) throw error;\n    context.telemetry.emit('job.publish-failed'",
    "    if (error !== undefined) throw error;\n    context.telemetry.emit('job.publish-failed'",
  ),
  m(
    'sweep stops at the first failure',
    'use-cases/sweep/sweep.ts',
    "    outcome = 'failed';",
    '    throw error;',
  ),
  m(
    'intake ID not stable',
    'use-cases/submit/intake-message.ts',
    'const id = `m-${messageId}`',
    'const id = `m-${messageId}-${Math.random()}`',
  ),
  m('budget not given back', 'use-cases/submit/submit-job.ts', '    await budget.giveBack();\n', ''),
  m(
    'payload spliced through JavaScript numbers',
    'use-cases/read/job-view.ts',
    "${record.answer?.job ?? 'null'}",
    "${JSON.stringify(JSON.parse(record.answer?.job ?? 'null'))}",
  ),
  m(
    'delivered before it is stored',
    'use-cases/receive/receive-response.ts',
    "  const { stored, effects } = await transition(context, answer.requestId, { type: 'answered', answer });",
    "  const { decide } = await import('../../jobs/decide.ts');\n  const known = (await context.store.get(answer.requestId))?.record;\n  await perform(context, decide(known, { type: 'answered', answer }, context.policy, context.clock.now()).effects, undefined);\n  const { stored, effects } = await transition(context, answer.requestId, { type: 'answered', answer });",
  ),
  m(
    'jitter from the clock',
    'jobs/retry-policy.ts',
    'fractionOf(attemptId(rootId, attempt + 1))',
    '((performance.now() % 10) / 10)',
  ),
  m(
    'sweep claims nothing',
    'jobs/decide.ts',
    "silences }, wake: wakeIfUndone(record, 'publish', policy, now)",
    'silences }, wake: record.wake',
  ),
  m('unknown status dropped by endings-only', 'jobs/answers.ts', ' || rankOf(status) === 0;', ';'),
  m(
    'endings dropped by endings-only',
    'jobs/answers.ts',
    "tracking === 'every-status' || isTerminal(status) ||",
    "tracking === 'every-status' ||",
  ),
  m(
    'answered after its purge, and kept for good',
    'jobs/decide.ts',
    'wake: next.wake ?? wakeToPurge(next, policy, now) }',
    'wake: next.wake }',
  ),
  m(
    'discard acknowledged before its message is known',
    'use-cases/receive/receive-response.ts',
    "< MESSAGE_ID_NOTED_WITHIN_MS) return 'retry-later'",
    "< MESSAGE_ID_NOTED_WITHIN_MS) return 'done'",
  ),
  m(
    'budget taken after the job is stored',
    'use-cases/submit/submit-job.ts',
    "if (budget.kind === 'exceeded') return",
    "if (budget.kind === 'exceeded' && requestId === '') return",
  ),
  m(
    'batch answers in the order of completion',
    'use-cases/map-concurrently.ts',
    'results[index] = await work(item)',
    'results.push(await work(item))',
  ),
  m(
    'an item that fails ends its batch',
    'use-cases/submit/submit-batch.ts',
    "    if ('refused' in item) return item.refused;",
    "    if ('refused' in item) throw new Error('refused');",
  ),
  m('e-mail of a push not checked', 'http/push-auth.ts', 'claims?.email !== email || ', ''),
  m('unverified e-mail accepted', 'http/push-auth.ts', ' || claims.email_verified !== true', ''),
];

const wanted = process.argv.slice(2);
const chosen = MUTANTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
const rows: string[] = [];
try {
  await Promise.all([
    work(
      chosen.filter((_, i) => i % 2 === 0),
      'a',
    ),
    work(
      chosen.filter((_, i) => i % 2 === 1),
      'b',
    ),
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
const escaped = rows.filter((row) => row.includes('| **escaped** |'));
process.stdout.write(`${chosen.length - escaped.length} of ${chosen.length} caught\n`);
if (wanted.length === 0) await writeFile(join(ROOT, 'docs', 'planted-bugs.md'), document());
process.exitCode = escaped.length > 0 ? 1 : 0;

/** In the order of the list. */
function document(): string {
  const found = chosen.map(({ name }) => rows.find((row) => row.startsWith(`| ${name} |`)) ?? '');
  const simulated = found.filter((row) => row.includes('**simulation**')).length;
  return `# Planted bugs

A test that cannot fail proves nothing. \`npm run mutants\` plants each of these bugs in a copy of the sources, one at a time, runs the unit
tests and ${WORLDS * 1.2} simulated worlds on it, and writes here which of them caught it: ${chosen.length - escaped.length} of ${chosen.length} were caught, ${simulated} of them by the simulation. The
list is in \`test/mutants.ts\`.

| bug | planted in | caught by |
|---|---|---|
${found.join('\n')}
`;
}

async function work(mutants: readonly Mutant[], name: string): Promise<void> {
  const copy = join(folder, name);
  await Promise.all([
    ...FOLDERS.map((item) => cp(join(ROOT, item), join(copy, item), { recursive: true })),
    ...FILES.map((item) => cp(join(ROOT, item), join(copy, item))),
  ]);
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  await writeFile(join(copy, 'vitest.config.ts'), CONFIG);
  const withoutBug = await failures(copy);
  if (withoutBug.length > 0)
    throw new Error(`Tests that fail without any bug would be said to catch them all: ${withoutBug}`);
  for (const mutant of mutants) {
    const row = `| ${mutant.name} | \`${mutant.file}\` | ${await plant(copy, mutant)} |`;
    rows.push(row);
    process.stdout.write(`${row}\n`);
  }
}

/** @returns what caught it */
async function plant(copy: string, { name, file, find, replace }: Mutant): Promise<string> {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`"${name}" has to match once in ${file}.`);
  await writeFile(
    path,
    source.replace(find, () => replace),
  );
  try {
    return describeFailures(await failures(copy));
  } finally {
    await writeFile(path, source);
  }
}

async function failures(copy: string): Promise<string[]> {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  await promisify(execFile)(
    'node_modules/.bin/vitest',
    ['run', '--reporter=json', `--outputFile=${report}`],
    {
      cwd: copy,
      timeout: 300_000,
      env: { ...process.env, SIMULATED_WORLDS: String(WORLDS) },
    },
  ).catch(() => undefined);
  const text = await readFile(report, 'utf8').catch(() => '');
  if (text === '') return [ENDLESS];
  const { testResults } = JSON.parse(text) as { testResults: { name: string; status: string }[] };
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name.slice(copy.length + 1));
}

function describeFailures(files: readonly string[]): string {
  if (files.length === 0) return '**escaped**';
  const simulated = files.some((file) => file.includes('simulation'));
  const tests = files
    .filter((file) => !file.includes('simulation'))
    .map((file) => file.replace(/^test\/unit\/|\.test\.ts$/g, ''));
  return [...tests.toSorted(), ...(simulated ? ['**simulation**'] : [])].join(', ');
}
