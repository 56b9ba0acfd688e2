/** Bugs of holds, releases and the breaker: requests that go out, and jobs that stay behind. */
import { bugsIn } from '../planted-bug.ts';

export const HOLD_BUGS = [
  ...bugsIn('jobs/holds/held-jobs.ts', {
    'what Modigie has is held as if it had never been sent': [
      'if (isKnownPublished(record)) {',
      'if (false) {',
    ],
    'a silent job is given up for having been held': [
      'wake, quietSince: now, updatedAt: now };',
      'wake, updatedAt: now };',
    ],
    'a held job is given up once it is let go': ['held: null, quietSince: now }', 'held: null }'],
    'a release takes what another hold keeps back': ['record.held !== from', 'record.held === null'],
    'a held job has no timer': [
      '{ ...record, held: by, wake, updatedAt: now }',
      '{ ...record, held: by, wake: null, updatedAt: now }',
    ],
    'a publish that met a hold counts as sent': [
      'Math.max(0, record.publish.open - 1)',
      'record.publish.open',
    ],
  }),
  ...bugsIn('jobs/decide.ts', {
    'an answered job stays held': ['    held: null,\n', ''],
    'a sweep holds nothing back': ['heldBy !== undefined && ', 'heldBy === null && '],
  }),
  ...bugsIn('jobs/ending.ts', { 'a job that ended stays held': ['held: null, ', ''] }),
  ...bugsIn('jobs/holds/hold.ts', {
    'a hold that has ended holds on': ['hold.name === name && isInForce(hold)', 'hold.name === name'],
    'the hold of all holds nothing': ['named(jobType) ?? named(ALL_JOB_TYPES)', 'named(jobType)'],
  }),
  ...bugsIn('jobs/holds/breaker.ts', {
    'the breaker trips at the first rejection': ['endings >= min && ', ''],
    'the breaker never forgets': ['.slice(-rule.window)', ''],
    'the breaker trips again at once': ['tripped === undefined ? findings : []', 'findings'],
  }),
  ...bugsIn('use-cases/holds/kept-holds.ts', {
    'holds are kept for good': ['now < later(readAt, HOLDS_KEPT_MS)', 'now >= readAt'],
    'what took long to read is taken for new': ['if (!this.#isFresh(readAt))', 'if (false)'],
    'a hold is forgotten when the store is away': [
      'holds: this.#source.list() }',
      'holds: this.#source.list().catch(() => []) }',
    ],
  }),
  ...bugsIn('use-cases/effects/publish-request.ts', {
    'nobody asks about holds': [
      'const hold = await context.holdsInForce.of(effect.jobType);',
      'const hold = undefined as { name: string } | undefined;',
    ],
  }),
  ...bugsIn('use-cases/operate/holds/releases.ts', {
    'a hold never ends by itself': ['isOver(hold, now) ? await', 'hold.since > now ? await'],
    'a release passes by what is held late': ['if (hasHelped(latest) && ', 'if (latest.round < 0 && '],
    'an aborted release goes on': ["latest.operation.state !== 'done'", 'latest.operation.wake !== null'],
    'a release begins before everybody knows': ['round === 0 ? SETTLES_MS : 0', '0'],
    'rounds go on without end': [
      'return round === 0 || operation.done > 0;',
      'return round >= 0 && operation.done >= 0;',
    ],
  }),
  ...bugsIn('use-cases/operate/holds/release-job.ts', {
    'a release lets go what is held again': ["hold?.name === name ? 'held-again' : 'released'", "'released'"],
  }),
  ...bugsIn('./cli/holds/release.ts', {
    'held jobs are charged without asking': ['if (held === 0) return true;', 'if (held >= 0) return true;'],
  }),
];
