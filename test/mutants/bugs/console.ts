/** Bugs of the console: somebody else reaches it, more goes out than has to, or it tells what is not so. */
import { bugsIn } from '../planted-bug.ts';

export const CONSOLE_BUGS = [
  ...bugsIn('./cli/console/behind-secret.ts', {
    'a console answers at any address': ['if (!isRight || rest === undefined)', 'if (rest === undefined)'],
    'a page of another origin reads through a console': [
      'if (isOfForeignPage(request.headers))',
      "if (request.method !== 'GET' && isOfForeignPage(request.headers))",
    ],
  }),
  ...bugsIn('./cli/console/pass-on.ts', {
    'a cookie goes along with a call': ["'accept', 'content-type'", "'accept', 'cookie', 'content-type'"],
    'dots lead a token to another path': [
      'PASSED_ON.test(pathname.slice(before.length))',
      "PASSED_ON.test(target.split('?', 1)[0] ?? '')",
    ],
    'an answer to a console may be a page of its own': [
      "default-src 'none'; frame-ancestors 'none'; sandbox",
      "frame-ancestors 'none'",
    ],
  }),
  ...bugsIn('./functions/submit-jobs/answer.ts', {
    'an answer to a submission in brief has what Modigie knows of the person': [
      "jobText(result.record, {}, hasRoom ? view : 'brief')",
      'jobText(result.record)',
    ],
  }),
  ...bugsIn('./console/screens/failures/failure-groups.ts', {
    'an address has all failures of a ledger read': [
      'Math.min(MOST, ',
      'Math.min(Number.POSITIVE_INFINITY, ',
    ],
  }),
  ...bugsIn('./cli/console/lists/results-so-far.ts', {
    'a row whose ID stands for other values has the results of those': [
      "if (isOther || outlook?.would === 'reused-id')",
      "if (outlook?.would === 'reused-id')",
    ],
  }),
  ...bugsIn('./cli/console/lists/dropped-list.ts', {
    'a small archive is read however large it is': [
      'if (bytes > MOST_DROPPED.bytes)',
      'if (bytes > Number.MAX_SAFE_INTEGER)',
    ],
  }),
  ...bugsIn('./local/movable-clock.ts', {
    'sleepers wake in the order in which they fell asleep': ['.sort((a, b) => a.at - b.at)', ''],
  }),
  ...bugsIn('./local/console/controls.ts', {
    'time is moved where jobs are kept': ["if (keepsTime !== undefined) refuse('invalid', keepsTime);", ''],
  }),
  ...bugsIn('./console/screens/dead-letters/letter-verdict.ts', {
    'a dead letter that comes back again and again is redriven without force': [
      "refusal === 'too-often' ? 'by-force' : 'closed', says",
      "refusal === 'too-often' ? 'open' : 'closed', says",
    ],
    'a verdict is of what came, whatever was corrected': ['{ data, dryRun: true', '{ dryRun: true'],
  }),
  ...bugsIn('./console/screens/dead-letters/letter-conditions.ts', {
    'a filter by state widens what is redriven': [
      '{ ...narrowing(query), state: state === ALL_STATES ? undefined : state }',
      '{ ...narrowing(query), state }',
    ],
  }),
  ...bugsIn('./console/screens/audit/acts-of-audit.ts', {
    'an act has no outcome once its intent is read': ['later?.outcome ?? outcome', 'outcome'],
  }),
  ...bugsIn('./console/screens/cost/pace.ts', {
    'a month that is over goes on at its pace': ['if (month !== monthOf(now)) return undefined;', ''],
  }),
  ...bugsIn('./console/screens/operations/operation-counts.ts', {
    'the failures of an operation stand behind what it skipped': [
      'Object.entries({ failed, skipped })',
      'Object.entries({ skipped, failed })',
    ],
  }),
];
