/** Bugs of the use cases: what is stored, performed and answered in the wrong order, twice or never. */
import { bugsIn } from '../planted-bug.ts';

const RECEIVE = 'use-cases/receive/receive-response.ts';
const ANSWERED =
  "const event = { type: 'answered', answer } as const;\n  const { stored, effects, outcome } = await transition(context, { requestId, event, from });";
const NOTED =
  'const { stored: before } = await transition(context, { requestId: record.requestId, event, from });';

export const USE_CASE_BUGS = [
  ...bugsIn('use-cases/transition.ts', {
    'conflict taken for success': [
      "if (revision !== 'conflict') return",
      "if (revision !== 'nothing') return",
    ],
  }),
  ...bugsIn(RECEIVE, {
    'effects lost': [
      "  return { as: 'done', stored: await afterEffects(context, effects, stored) };",
      "  return { as: 'done', stored };",
    ],
    'acknowledged before stored': [
      ANSWERED,
      `void transition(context, { requestId, event: { type: 'answered', answer } }).then(({ stored, effects }) => perform(context, effects, stored)).catch(() => undefined);\n  if (answer.requestId) return { as: 'done' };\n  ${ANSWERED}`,
    ],
    'delivered before it is stored': [
      ANSWERED,
      `const { decide } = await import('../../jobs/decide.ts');\n  const known = (await context.store.get(answer.requestId))?.record;\n  await perform(context, decide(known, { type: 'answered', answer }, context.policy, context.clock.now()).effects, undefined);\n  ${ANSWERED}`,
    ],
    'answers of another repository taken for ours': [
      'response.repositoryId !== context.repositoryId',
      "response.repositoryId === ''",
    ],
    'discard acknowledged before its message is known': [
      "< MESSAGE_ID_NOTED_WITHIN_MS)\n    return { as: 'retry-later' }",
      "< MESSAGE_ID_NOTED_WITHIN_MS)\n    return { as: 'done' }",
    ],
  }),
  ...bugsIn('use-cases/dead-letter.ts', {
    'dead letter without its bytes': [
      'return { data: message.data, attributes',
      'return { data: Buffer.alloc(0), attributes',
    ],
    'dead letter dropped when publishing fails': [
      "if (!(error instanceof PublishError) || error.code !== 'refused') throw error;",
      "if (!(error instanceof PublishError) || error.code !== 'refused') return;",
    ],
  }),
  ...bugsIn('use-cases/effects/perform.ts', {
    "a successor's publish is lost from the work list": [
      'asked.push(...performed.effects.map((next) => ({ effect: next, stored: performed.stored })));',
      '',
    ],
    'a passing fault of the store is thrown': [
      'if (!(error instanceof StoreUnavailableError)) throw error;',
      'throw error;',
    ],
  }),
  ...bugsIn('use-cases/effects/create-successor.ts', {
    'predecessor noted before the successor exists': [
      `const created = await store(context, asConfiguredNow(context, successor));\n  const event = { type: 'retried', successorId: successor.requestId } as const;\n  ${NOTED}`,
      `const event = { type: 'retried', successorId: successor.requestId } as const;\n  ${NOTED}\n  const created = await store(context, asConfiguredNow(context, successor));`,
    ],
    "a successor's ID is left to an external record": [
      "if (origin !== 'external') return",
      'if (origin) return',
    ],
    'predecessor never noted': [NOTED, 'const before = undefined as Stored | undefined;'],
    'predecessor noted twice': [
      NOTED,
      `${NOTED}\n  await transition(context, { requestId: record.requestId, event, from });`,
    ],
  }),
  ...bugsIn('use-cases/effects/publish-request.ts', {
    'publish failure thrown to the caller': [
      'if (!(error instanceof PublishError)) throw error;',
      'throw error;',
    ],
  }),
  ...bugsIn('use-cases/effects/deliver-result.ts', {
    'delivery failure noted as delivered': ['    return { stored: from, effects: [] };\n', ''],
  }),
  ...bugsIn('use-cases/operate/retry-job.ts', {
    'retry answers the predecessor': ['successor: performed.record }', 'successor: latest.record }'],
    'retry answers the predecessor while the store fails': [
      'await createSuccessor(context, effect, stored);',
      'await createSuccessor(context, effect, stored).catch(() => ({ stored: latest, effects: [] }));',
    ],
    'a retry whose answer was lost is refused': [
      'if (successor) return answeredBefore(context, successor);',
      '',
    ],
  }),
  ...bugsIn('use-cases/submit/submit-job.ts', {
    'published before stored': [
      '  const created = await createOrFind(context.store, record)',
      '  await perform(context, effects, undefined);\n  const created = await createOrFind(context.store, record)',
    ],
    'an external record keeps the ID': [
      "if (found.record.origin === 'external') {",
      'if (found.record.origin === undefined) {',
    ],
    'an accepted request is refused once it is not configured': [
      'stored && isSameRequest(stored.record.fingerprint, submission.fingerprint, context.peppers)',
      'undefined',
    ],
  }),
  ...bugsIn('use-cases/submit/parse-submission.ts', {
    'intake ID not stable': [
      'const derived = contentId(print, ownTeam(context));',
      'const derived = `m-${Math.random()}` as RequestId;',
    ],
    'an ID of other content is taken': [
      '![derived, contentId(print, null)].includes(requestId)',
      '[derived, contentId(print, null)].includes(requestId)',
    ],
  }),
  ...bugsIn('use-cases/submit/submit-batch.ts', {
    'an item that fails ends its batch': [
      "if ('refused' in item) return item.refused;",
      "if ('refused' in item) throw new Error('refused');",
    ],
    'large jobs of a batch are all under way at once': ['charactersOf(item.input)', '0'],
  }),
  ...bugsIn('use-cases/read/read-jobs.ts', {
    'a page of large jobs has no end': ['if (room < 0 && texts.length > 0)', 'if (room === Infinity)'],
    'a page that ends early loses the next job': [
      'if (room < 0 && texts.length > 0) return { texts, next, scanned };',
      'if (room < 0 && texts.length > 0) return { texts, next: place, scanned };',
    ],
    'a list looks at every job there is': ['scanLimit: LIMITS.scannedJobs - scanned,', ''],
    'statuses that nobody asked for are counted': [
      'asked ? undefined : store.count(filter)',
      'store.count(filter)',
    ],
    'jobs without room are unknown ones': ['[...new Set(query.requestIds.slice(texts.length))]', '[]'],
  }),
  ...bugsIn('use-cases/read/kept-counts.ts', {
    'counts of one filter are told as those of another': [
      'Object.entries(filter)',
      "Object.entries(filter).filter(([name]) => name !== 'tag')",
    ],
    'a reading that failed is kept': ['if (this.#kept.get(key) === kept) this.#kept.delete(key);', ''],
    'counts of any number of filters are kept': ['this.#kept.size >= MOST_FILTERS', 'false'],
    'counts are kept for good': ['this.#isFresh(known)', 'true'],
  }),
  ...bugsIn('use-cases/sweep/sweep.ts', {
    'sweep stops at the first failure': ["    count('failed');", '    throw error;'],
    'sweep claims timers although its time is up': [
      'if (found.length > 0 && context.clock.now() >= deadline) return false;',
      '',
    ],
    'sweep waits for each publish to a dead topic': ['context: withCircuits(context)', 'context'],
  }),
  ...bugsIn('use-cases/read/job-view.ts', {
    'payload spliced through JavaScript numbers': [
      "${job ?? 'null'}",
      "${JSON.stringify(JSON.parse(job ?? 'null'))}",
    ],
    'a brief view has what Modigie knows of a person': [
      "view === 'full' ? latestJobOf(record) : null",
      'latestJobOf(record)',
    ],
    'an ending counts as its delivery': [
      'return delivery?.key === deliveryKey(record) ? rfc3339(delivery.at) : null;',
      'return delivery || record.endedAt !== null ? iso(record.endedAt ?? 0) : null;',
    ],
    'the delivery of another ending counts': [
      'return delivery?.key === deliveryKey(record) ?',
      'return delivery ?',
    ],
  }),
  ...bugsIn('use-cases/read/read-backlog.ts', {
    'a job that is held counts as due later, too': ['retry.later - held', 'retry.later'],
    'a result that waits for its next try counts as delivered': [
      "timers.countTimers({ purpose: 'deliver' })",
      "timers.countTimers({ purpose: 'deliver', dueBy: now })",
    ],
    'nothing is ever due for longest': ['timers.oldestDue(now)', 'undefined'],
  }),
];
