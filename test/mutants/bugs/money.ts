/** Bugs in what counts, and in what there is room for. */
import { bugsIn } from '../planted-bug.ts';

export const MONEY_BUGS = [
  ...bugsIn('jobs/money/counted-as.ts', {
    'a charge is of the day of its version': ['answer.times.endTime ?? answer.version', 'answer.version'],
    'a failed lead keeps its room': [
      "return endedAt === null || wake?.for === 'retry' || status === 'unanswered';",
      'return true;',
    ],
    'a lead that was retried takes room twice': ['if (lineage.retriedBy !== null) return false;', ''],
    'a lead that was never answered has no room': [" || status === 'unanswered'", ''],
    'a lead that waits for its retry has no room': [" || wake?.for === 'retry'", ''],
    'a lead is accepted with each attempt': ['if (record.lineage.attempt === 1) sums', 'sums'],
    'a lead is told with each attempt': ['if (record.lineage.retriedBy === null) sums', 'sums'],
    'the charges of other systems are ours': ["record.origin === 'external' ? [EXTERNAL] : [ALL]", '[ALL]'],
    'what was paid is not in its budget': ["if (reservedOn !== null) sums.push(['paid', reservedOn]);", ''],
  }),
  ...bugsIn('jobs/money/outcome-of.ts', {
    'a withdrawn attempt is no completed lead': ["if (status === 'withdrawn') return 'completed';", ''],
  }),
  ...bugsIn('jobs/money/day.ts', {
    'a month has one day': ["per === 'day' ? [day]", 'per ? [day]'],
  }),
  ...bugsIn('jobs/money/showback.ts', {
    'any value of a tag is counted by': ['values.has(value) ? value : OTHER', 'value'],
  }),
  ...bugsIn('jobs/money/budget-limits.ts', {
    'two budgets of one name': ['if (names.has(name))', 'if (names.size > limits.length)'],
  }),
  ...bugsIn('jobs/money/room.ts', {
    'a lead that was refused keeps its room': ['reservedOn: null,', 'reservedOn: record.account.reservedOn,'],
    'a lead that was held is refused': [
      'record.account?.overBudget == null ? event.by.rule',
      'event ? event.by.rule',
    ],
    'a job that Modigie has takes no room': ['record.account?.reservedOn === null ?', 'false ?'],
    'a claim of yesterday stays one': [
      'changed(claimedAnew(record, moment), event.type, moment)',
      'changed(record, event.type, moment)',
    ],
  }),
  ...bugsIn('jobs/retries.ts', {
    'a retry by hand takes no room': [
      "if (admission.kind === 'over') return keep(record, { type: 'over-budget' });",
      '',
    ],
    'a retry that was begun and erased ends at once': [
      'if (isBegun && record.payload === null) return findSuccessor(record, moment);',
      '',
    ],
  }),
  ...bugsIn('jobs/submissions.ts', {
    'a refused lead never goes out': [
      "status === 'over-budget' && lineage",
      "status === 'completed' && lineage",
    ],
    'a refused lead is accepted on another day': [
      'return lineage.attempt === 1 ? { acceptedOn } :',
      'return lineage.attempt === 1 ? {} :',
    ],
    'a lead that is being retried is taken in as well': [' && !isBeingRetried(record)', ''],
    'an erased lead comes back': [' && !erased;', ';'],
  }),
  ...bugsIn('jobs/records.ts', {
    'a purge forgets what a lead cost': [
      '    tags: [],\n    requestedBy: null,',
      '    tags: [],\n    account: null,\n    requestedBy: null,',
    ],
    'a successor has no account': [
      'endings: completedPart(record.endings),',
      'endings: completedPart(record.endings),\n    account: null,',
    ],
  }),
  ...bugsIn('jobs/money/allotment.ts', {
    'of two budgets the one that renews first is named': [
      'b.renewsAt - a.renewsAt',
      'a.renewsAt - b.renewsAt',
    ],
    'a forecast gives the same room out twice': ['left(name) - granted)', 'left(name))'],
  }),
  ...bugsIn('jobs/money/charge-forecast.ts', {
    'a forecast relies on any history': ['ended < LEAST_ENDED', 'ended < 1'],
  }),
  ...bugsIn('use-cases/forecast/charge-history.ts', {
    'a forecast takes what waits for ended': ['accepted - open', 'accepted'],
  }),
  ...bugsIn('use-cases/forecast/outlooks.ts', {
    'a forecast tells of the job of another team': ['!isSame || !isSeenBy(caller.team, known)', '!isSame'],
  }),
  ...bugsIn('use-cases/budgets/use-of-budget.ts', {
    'every claim has room': [
      'return (await this.#count()) - this.limit.limit;',
      'return (await this.#count()) * 0;',
    ],
    'near is far': ['this.#halfUsedUpInMs() > KEPT_FAR_MS.least', 'this.#halfUsedUpInMs() > 0'],
    'a full budget is asked again and again': ["if (this.used >= this.limit.limit) return 'full';", ''],
    'the others of a set have room before it is given up': [
      'if (refused.length > 0) {',
      'if (refused.length > claims.length) {',
    ],
  }),
  ...bugsIn('use-cases/budgets/budget.ts', {
    'a late claim is confirmed': [
      "if (isLateClaim(record, this.#counting.clock.now())) return { kind: 'late' };",
      '',
    ],
    'one budget with room is enough': [
      'if (full.length === 0) return { admission',
      'if (full.length < uses.length || full.length === 0) return { admission',
    ],
  }),
  ...bugsIn('use-cases/budgets/budget-warnings.ts', {
    'a share is told of at each count': ['told.set(period, highest);', ''],
  }),
  ...bugsIn('use-cases/effects/claim-room.ts', {
    'a claim is published uncounted': [
      'from === undefined || !isClaimed(from.record)',
      'from?.record !== null',
    ],
    'room that was found is not noted': ['return confirm(context, from);', 'return { stored: from };'],
    'a claim that changed since is confirmed': [', once: true }', ' }'],
  }),
  ...bugsIn('use-cases/submit/submit-job.ts', {
    'a job is said to be accepted before it has room': [
      "return isClaimed(record) ? { kind: 'unavailable', requestId } : {",
      'return {',
    ],
    'a retry without room never goes out': [
      'told !== stored && isToBeTakenIn(told.record)',
      'told !== stored && told.record.payload === undefined',
    ],
    'the twin of a claim is said to be accepted': [
      'const isAsking = isClaimed(record) ||',
      'const isAsking =',
    ],
  }),
  ...bugsIn('use-cases/sweep/sweep.ts', {
    'a job that a budget holds is let go unasked': [
      'if (account === null || !isKeptBack(record)) return undefined;',
      'if (!account?.claimed) return undefined;',
    ],
  }),
];
