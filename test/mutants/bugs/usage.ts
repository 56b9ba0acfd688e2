/** Bugs in what is told of budgets and usage. */
import { bugsIn } from '../planted-bug.ts';

export const USAGE_BUGS = [
  ...bugsIn('jobs/money/usage-table.ts', {
    'a charge is priced by the first day of its period': [
      'priceOn(prices, narrowed.jobType, day)?.amount',
      'priceOn(prices, narrowed.jobType, this.#period.days[0] ?? day)?.amount',
    ],
    'a charge without a price costs nothing': [
      'currency === null || unpriced > 0 ? null',
      'currency === null ? null',
    ],
    'a job with two values of a tag counts twice in the total': [
      'return this.#wholes(ALL)\n      .map(([, tally]) => tally)',
      'return this.#byDimension(ALL)\n      .map(([, tally]) => tally)',
    ],
    'charges of jobs that were never requested are left out': [
      'return within === ALL ? [own, [',
      'return within === EXTERNAL ? [own, [',
    ],
    'jobs of a type without a row are left out': ['return [...byType, [null, others]];', 'return byType;'],
  }),
  ...bugsIn('use-cases/money/read-usage.ts', {
    'a team is told the usage of all': ["within: team === 'every' ? ALL : team,", 'within: ALL,'],
    'a team is told of each value of its tag': [
      "return team === 'every' ? dimensions : dimensions.filter((dimension) => dimension === team);",
      'return dimensions;',
    ],
    'a team has the jobs that count as other': [
      "if (team !== 'every' && !isCountedBy(showback, team)) return { kind: 'not-counted' };",
      '',
    ],
    'a usage takes any number of counts': ['aggregations > LIMITS.usageAggregations', 'false'],
    'a month of more days than a query takes is one count': [
      'most + Math.ceil(days.length / MAX_ALTERNATIVES)',
      'most + 1',
    ],
    'a usage is counted on although it has failed': ['limited.clearQueue();', ''],
  }),
  ...bugsIn('use-cases/money/settled-sums.ts', {
    'a sum of yesterday is kept': ['later(endOf(day), SETTLED_AFTER_MS) <= now', 'endOf(day) <= now'],
    'a sum is kept for good': ['if (known && now < known.until)', 'if (known)'],
    'a sum of one job type is told as that of another': [
      '[kind, days[0], days.at(-1), days.length, jobType, dimension]',
      '[kind, days[0], days.at(-1), days.length, dimension]',
    ],
  }),
  ...bugsIn('use-cases/money/read-budgets.ts', {
    'a team is told the budgets of all': [
      "return team === 'every' || (",
      "return tag === undefined || team === 'every' || (",
    ],
    'a budget of a month is told of its day alone': [
      'periodOf(dayOf(now), limit.per).map(',
      '[dayOf(now)].map(',
    ],
    'less than nothing is left of a budget': [
      'left: Math.max(0, limit.limit - used),',
      'left: limit.limit - used,',
    ],
    'a first job is projected to thousands': ['share < LEAST_SHARE ? null', 'share === 0 ? null'],
  }),
  ...bugsIn('./functions/query-jobs/money-handlers.ts', {
    'a month and a day are a day': ['if (month !== undefined && day !== undefined)', 'if (false)'],
    'budgets that are kept are those of any team': [
      'await kept.of({ team });\n    return json(200, { budgets',
      "await kept.of({ team: 'every' });\n    return json(200, { budgets",
    ],
  }),
];
