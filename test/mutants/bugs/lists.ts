/** Bugs of filters and lists: jobs that are missed, given twice, or found by what they are not. */
import { bugsIn } from '../planted-bug.ts';

export const LIST_BUGS = [
  ...bugsIn('jobs/cause.ts', {
    'a cause is kept after a success': [
      "return state.status === 'completed' ? null : causeBecause(",
      "return state.status === 'completed' && record.publish.failure === null ? null : causeBecause(",
    ],
    'a publish that failed has no cause once Modigie answered': [
      "if (state.phase !== 'ended') return publishCause(record);",
      "if (state.phase !== 'ended') return null;",
    ],
    'a reason of any length is indexed': ['.slice(0, MAX_REASON)', ''],
    'a comma in a cause': ['/[^A-Za-z0-9._-]/g', '/[^A-Za-z0-9._,-]/g'],
  }),
  ...bugsIn('jobs/filter-grammar.ts', {
    'of several values the last one counts': ["text.split(',')", "text.split(',').slice(-1)"],
    'a time before now is one after it': ['later(now, -Number(count)', 'later(now, Number(count)'],
    'minutes taken for months': ['m: 60_000', 'm: 2_592_000_000'],
  }),
  ...bugsIn('jobs/job-filter.ts', {
    'several values are conditions that must all hold': [
      'texts.includes(text) && findable',
      'texts.every((one) => one === text) && findable',
    ],
    'the end of a span is in it': ['record.updatedAt < until', 'record.updatedAt <= until'],
    'the beginning of a span is not in it': ['record.updatedAt >= since', 'record.updatedAt > since'],
    'a cause beside a reason is overlooked': ['cause.filter((one) => byReason.includes(one))', 'byReason'],
  }),
  ...bugsIn('jobs/served-filter.ts', {
    'more alternatives than a query takes': ['alternatives *= values.length;', ''],
    'times are left out by name, and nobody looks for them': [': isTimed;', ': false;'],
  }),
  ...bugsIn('adapters/firestore/job-queries.ts', {
    'a shard is left out of the newest': [
      'return SHARDS.map((shard) => {',
      'return SHARDS.slice(1).map((shard) => {',
    ],
    'a page begins with what was on the last': [
      'query.startAfter(after.changedAt,',
      'query.startAt(after.changedAt,',
    ],
    'of one instant the first alone is given': [
      'query.startAfter(after.changedAt, documentName(after.requestId))',
      'query.startAfter(after.changedAt)',
    ],
    'shards are counted twice': ['shard % atOnce === 0', 'shard % atOnce < 2'],
    'Firestore has the end of a span in it': ["'changed.at', '<', until", "'changed.at', '<=', until"],
  }),
  ...bugsIn('adapters/firestore/merged-documents.ts', {
    'shards are read to their ends one after the other': [
      'if (next && (!best || isNewer(next, best))) first = source;',
      'if (next && !best) first = source;',
    ],
    'a shard that is used up is not read on': [
      'docs.length < this.#atOnce || !last ? undefined : query.startAfter(last)',
      'undefined',
    ],
  }),
  ...bugsIn('adapters/documents/document.ts', {
    'all changes are in one shard': ['hash32(record.requestId) % CHANGE_SHARDS', '0'],
  }),
  ...bugsIn('adapters/memory/job-store.ts', {
    'jobs of one instant are lost between pages': [
      'newest: (a, b) => b.changedAt - a.changedAt || COMPARE.name(b, a),',
      'newest: (a, b) => b.changedAt - a.changedAt,',
    ],
  }),
  ...bugsIn('./functions/query-jobs/page-token.ts', {
    'a token leads into a list with another filter': ['if (filter !== digestOf(list.filter))', 'if (false)'],
    'a token leads into a list in another order': ['if (order !== asked)', 'if (false)'],
  }),
  ...bugsIn('./functions/query-jobs/handler.ts', {
    'a time before now moves on from page to page': [
      'continued?.askedAt ?? context.clock.now()',
      'context.clock.now()',
    ],
  }),
];
