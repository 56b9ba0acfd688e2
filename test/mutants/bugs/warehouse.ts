/** Bugs in what BigQuery gets of results, and in how it counts them. */
import { bugsIn } from '../planted-bug.ts';

export const WAREHOUSE_BUGS = [
  ...bugsIn('./infra/transforms/facts.js', {
    'tags that nobody configured are kept for years': [
      'showback: textsIn(job.showback, ANY_TEXT, MOST_TAGS),',
      'showback: textsIn(job.showback, ANY_TEXT, MOST_TAGS),\n    tags: job.tags,',
    ],
    'every attribute is kept for years': ['  return kept;', '  return { ...attributes, ...kept };'],
    'a text in place of a code is kept for years': [
      "return typeof value === 'string' && form.test(value) ? value : null;",
      "return typeof value === 'string' ? value : null;",
    ],
    'a result that is no JSON says what it is instead': [
      "return { unreadable: 'not-json' };",
      "return { unreadable: 'not-json', data };",
    ],
  }),
  ...bugsIn('./infra/warehouse/results.sql', {
    'a result that is delivered twice counts twice': [
      'PARTITION BY COALESCE(dedup_key, message_id)',
      'PARTITION BY message_id',
    ],
  }),
  ...bugsIn('./infra/warehouse/leads.sql', {
    'a lead has the result that came last': [
      'ORDER BY sequence DESC, published_at DESC',
      'ORDER BY published_at DESC',
    ],
  }),
  ...bugsIn('./infra/warehouse/charged_jobs.sql', {
    'a completion that was taken back is charged': ['PARTITION BY request_id', 'PARTITION BY dedup_key'],
  }),
  ...bugsIn('use-cases/effects/had.ts', {
    'a lead whose payload is gone had nothing': [
      'if (sent === undefined) return null;',
      'if (sent === undefined) return hadOf({});',
    ],
    'of two values of one tag the last counts': ['pairs.toReversed()', 'pairs'],
  }),
  ...bugsIn('jobs/dead-letters/undelivered-by.ts', {
    'a result that BigQuery refused is told as that of a consumer': [
      'return OF_WAREHOUSE.exec(subscription)?.[1] ?? topic;',
      'return topic;',
    ],
    'a result that BigQuery refused has no way back': [' || WAREHOUSE.includes(source)', ''],
  }),
  ...bugsIn('jobs/erasures/places.ts', {
    'the receipt forgets what BigQuery can bring back': [
      "place === 'warehouse' ? warehouseDays + WAREHOUSE_RECOVERY_DAYS",
      "place === 'warehouse' ? warehouseDays",
    ],
  }),
];
