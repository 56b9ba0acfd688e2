/** Bugs at the edges of the promises: of time, of configuration, and of work that is bound together. */
import { bugsIn } from '../planted-bug.ts';

export const PROMISE_BUGS = [
  ...bugsIn('jobs/ending.ts', {
    'every ending of an attempt has one sequence': [
      "record.endings + (record.status === 'completed' ? COMPLETED : 1)",
      "Math.max(record.endings, record.status === 'completed' ? COMPLETED : 1)",
    ],
    'sequence falls with the attempt': ['+ lineage.attempt * (', '- lineage.attempt * ('],
  }),
  ...bugsIn('jobs/submissions.ts', {
    'an external job of another type is adopted as done': ['if (!isSameType || ', 'if ('],
  }),
  ...bugsIn('jobs/retries.ts', {
    'stopped retries go on where they wait': [
      'isBegun || retryDelay(record, moment.policy) !== undefined)',
      'isBegun || retryDelay(record, moment.policy) !== null)',
    ],
    'a retry that was begun is dropped by the policy': [
      'const isBegun = tries > 0;',
      'const isBegun = tries > 100;',
    ],
    'a retry by hand is not begun': ['tries: Math.max(1, wake.tries)', 'tries: wake.tries'],
  }),
  ...bugsIn('use-cases/submit/submit-job.ts', {
    'answered with what was stored before the publish': [
      'const { record } = (goesOnBehind ? stored : await performing) ?? stored;',
      'const { record } = stored;\n  if (!goesOnBehind) await performing;',
    ],
  }),
  ...bugsIn('use-cases/sweep/circuit-breaker.ts', {
    'a publish that is skipped counts as sent': ['{ maybeSent: false }', '{ maybeSent: true }'],
  }),
  ...bugsIn('use-cases/effects/publish-request.ts', {
    'whatever fails may have been sent': ['maybeSent: error.maybeSent', 'maybeSent: true'],
  }),
  ...bugsIn('protocol/echo.ts', {
    "a replaced URL makes our answer another's": [
      'const { urls: _replaced, ...lasting } = JSON.parse(sent)',
      'const lasting = JSON.parse(sent)',
    ],
  }),
  ...bugsIn('use-cases/operate/retry-job.ts', {
    'an overtaken retry is refused': ['const { record } = stored ?? told;', 'const { record } = told;'],
  }),
  ...bugsIn('use-cases/effects/perform.ts', {
    "the state that is returned is another job's": [
      'if (performed.stored?.record.requestId === stored?.record.requestId) latest = performed.stored;',
      'latest = performed.stored;',
    ],
  }),
  ...bugsIn('adapters/memory/timer-queue.ts', {
    'timers are lost that were taken out and not moved': ['this.#takenOut.push(next.requestId);\n', ''],
    'a page of timers begins with what was on the last': [
      'inOrder(after, next) < 0',
      'inOrder(after, next) < 2',
    ],
  }),
  ...bugsIn('use-cases/sweep/sweep.ts', {
    'a sweep ends after its first page': [
      'return rest.length === 0 || sweepPages(run, { shards: rest, limit: nextLimit(found) });',
      'return true;',
    ],
    'the other shards are asked as if their records were small': [
      'sample.due.length === 0 ? most : Math.min(most, nextLimit(sample.due))',
      'Math.max(most, LARGEST_PAGE)',
    ],
    'timers that told how large records are are not worked on': ['limit }, sample.due);', 'limit });'],
  }),
  ...bugsIn('./functions/pull-responses/handler.ts', {
    'a missing subscription stops the others': [
      'drain(name, process).catch((error) => failed(context, name, error))',
      'drain(name, process)',
    ],
    'a subscription that cannot be pulled is not reported': [
      'if (failures === 0) return',
      'if (failures >= 0) return',
    ],
  }),
  ...bugsIn('./functions/pull-responses/until-done.ts', {
    'a pulled message is tried again without end': ['      if (left <= ms) return false;\n', ''],
    'a pulled message is tried again at once': [
      'await wait(Math.max(0, Math.min(ms, left)));',
      'await wait(0);',
    ],
    'every pulled message may wait': ['      if (waiting >= maxWaiting) return false;\n', ''],
  }),
  ...bugsIn('./functions/cloud/once.ts', {
    'a failure is kept for ever': ['      made = undefined;\n', ''],
  }),
  ...bugsIn('use-cases/effects/withdraw-overtaken.ts', {
    'a successor is sent although its predecessor completed': [
      "known.some(({ status }) => status === 'completed')",
      "known.some(({ status }) => status === 'rejected')",
    ],
    'only the attempt right before is looked at': [
      '[...earlier, ...(noted',
      '[...earlier.slice(-1), ...(noted',
    ],
    'a successor whose note was lost stays unknown': [
      'predecessor?.record.lineage.retriedBy !== null',
      'predecessor?.record.lineage.retriedBy !== undefined',
    ],
    'an answer between the look and the note is overlooked': [
      '...(noted ? [noted] : [])',
      '...(noted ? [] : [])',
    ],
    'a newer version is overtaken': ["one.reason === 'newer-format'", "one.reason !== 'newer-format'"],
  }),
  ...bugsIn('jobs/decide.ts', {
    'a successor is withdrawn that was published': [
      'if (isKnownPublished(record) || record.endedAt !== null) return',
      'if (record.endedAt !== null) return',
    ],
  }),
  ...bugsIn('jobs/lineage.ts', {
    'a completed attempt is forgotten for a later one': [
      "record.status === 'completed')",
      "record.status === 'x')",
    ],
    'a lineage is told by an attempt that was withdrawn': [
      "record.status !== 'withdrawn')",
      "record.status !== 'x')",
    ],
  }),
  ...bugsIn('jobs/ending.ts', {
    'a later failure outdoes a completed attempt': [
      "(record.status === 'completed' ? COMPLETED : 1)",
      "(record.status === 'x' ? COMPLETED : 1)",
    ],
    "another's completion outdoes our discard": [
      'Math.min(endings - completed, ENDINGS_COUNTED)',
      'Math.min(endings - completed, ENDINGS_COUNTED) * (completed > 0 ? -1 : 1)',
    ],
  }),
  ...bugsIn('use-cases/read/attempts.ts', {
    'a lineage is told without what cannot be read': [
      'known[i] = isUnreadable(read) ? beyond(lineage, read) : [...lineage, read];',
      'if (isUnreadable(read)) return []; known[i] = [...lineage, read];',
    ],
  }),
  ...bugsIn('jobs/timers.ts', {
    'a purged job is looked at hourly': [
      'record.payload === null ? givesUp',
      'record.payload === undefined ? givesUp',
    ],
  }),
];
