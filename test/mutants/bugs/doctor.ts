/** Bugs of the doctor: things that are wrong, and are told as in order, or not at all. */
import { bugsIn } from '../planted-bug.ts';

export const DOCTOR_BUGS = [
  ...bugsIn('use-cases/read/doctor/overdue-timers.ts', {
    'a timer that is due counts as overdue at once': [
      'later(now, -OVERDUE_MINUTES * 60_000)',
      'later(now, 0)',
    ],
    'one purpose of timers is not looked at': [
      'Object.keys(WORK) as readonly WakeFor[]',
      "Object.keys(WORK).filter((name) => name !== 'purge') as readonly WakeFor[]",
    ],
  }),
  ...bugsIn('use-cases/read/doctor/old-holds.ts', {
    'a hold that was just placed counts as forgotten': ['since <= later(now, -OLD_MS)', 'since <= now'],
    'a hold that has ended counts as forgotten': [
      '(await holds.list()).filter(isInForce)',
      '(await holds.list()).filter((hold) => hold ?? isInForce(hold))',
    ],
  }),
  ...bugsIn('use-cases/read/doctor/waiting-dead-letters.ts', {
    'dead letters that wait are not looked for': ["count('waiting')", "count('dropped')"],
  }),
  ...bugsIn('use-cases/read/doctor/live-jobs.ts', {
    'a purged job is missed as forgotten': ['wake === null && purgedAt === null', 'wake === null'],
    'the first page of live jobs counts as all': [
      'while (after !== undefined && at < LIMITS.scannedJobs)',
      'while (false)',
    ],
    'a record that cannot be read is passed over': ['unreadable.push(...page.unreadable);', ''],
  }),
  ...bugsIn('./cli/doctor/cloud/cloud-check.ts', {
    'a refusal of Google stops every check': ['return [notLookedAt(check, error)];', 'throw error;'],
  }),
  ...bugsIn('./cli/doctor/cloud/check-callers.ts', {
    'a function that is open to everybody is in order': ["if (told === 'named')", "if (told === 'nobody')"],
  }),
  ...bugsIn('./cli/doctor/cloud/subscription-settings.ts', {
    'a subscription that expires by default is told as lasting': [
      "return 'after 31 days without use'",
      "return 'never'",
    ],
  }),
  ...bugsIn('./cli/google/google-apis.ts', {
    "the operator's own permission is taken for the gateway's": [
      'token === undefined ? await authorize()',
      'true ? await authorize()',
    ],
  }),
  ...bugsIn('./cli/doctor/look-at-ledger.ts', {
    'a slow answer is taken for a wrong clock': ['theirs - to, 0)', 'theirs - from, to - theirs, 0)'],
  }),
  ...bugsIn('./cli/doctor/finding-lines.ts', {
    'something that is wrong ends as done': ["state === 'wrong') ? FAULT", "state === 'wrong') ? DONE"],
  }),
];
