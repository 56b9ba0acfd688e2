/** Bugs of sets: an item that gets what is another's, and a set whose fault is taken for no fault. */
import { bugsIn } from '../planted-bug.ts';

export const SET_BUGS = [
  ...bugsIn('use-cases/collecting.ts', {
    'results of a set shifted by one': [
      'settle.resolve(outcomes[i] as Outcome',
      'settle.resolve(outcomes[(i + 1) % set.length] as Outcome',
    ],
    'the second half of a set is lost': [
      'all(set.map(({ item }) => item)).then(',
      'all(set.slice(0, Math.ceil(set.length / 2)).map(({ item }) => item)).then(',
    ],
    "a set's fault is nobody's": ['for (const { settle } of set) settle.reject(error);', ''],
  }),
  ...bugsIn('use-cases/together.ts', {
    'a conflict in a set taken for success': [
      'replace({ record, expected }).then(orThrow)',
      "replace({ record, expected }).then((one) => orThrow(one === 'conflict' ? expected : one))",
    ],
    'an ID that is taken in a set taken for stored': [
      'create(record).then(orThrow)',
      "create(record).then((one) => orThrow(one === 'exists' ? ('0' as never) : one))",
    ],
    'a fault of one item taken for success': ['if (outcome instanceof Error) throw outcome;', ''],
    'an item that ends early holds the others up': ['.finally(() => rounds.leave())', ''],
    'an item that waits holds the others up': [
      'if (this.#flushes.size === 0) void this.#clock.sleep(0).then(() => this.#flush());',
      '',
    ],
    'all messages of a set go to one topic': ['byTopic.get(topic);', '[...byTopic.values()][0];'],
    "requests of a set go out under the gateway's account": [
      'publisherInSets(context.asApplication, rounds)',
      'publisherInSets(context.asGateway, rounds)',
    ],
    'a record of a set that cannot be read taken for unknown': [
      'if (read !== undefined && isUnreadable(read)) throw new RecordUnreadableError(read);',
      'if (read !== undefined && isUnreadable(read)) return undefined;',
    ],
  }),
  ...bugsIn('use-cases/receive/receive-responses.ts', {
    'of the answers of one pull the earliest is stored, and the others count as done': [
      '  for (const waiting of group.toSorted(latestFirst)) {',
      "  for (const waiting of group.toSorted((a, b) => latestFirst(b, a))) {\n    if (from) waiting.tell('done');\n    if (from) continue;",
    ],
    'a fault of the latest answer of one pull, and the others count as done': [
      '      from = undefined;',
      "      for (const one of group) one.tell('done');",
    ],
    'what became of a message is told of the next': [
      'return all.map(({ taken }) => taken);',
      'return all.map((_, i) => all[(i + 1) % all.length]!.taken);',
    ],
    'answers of one pull are read for one by one': ['      from = stored;', ''],
    "a message waits for another's fault": [
      'void together(context, groups, takeInGroup);\n  return all.map(({ taken }) => taken);',
      'const done = together(context, groups, takeInGroup);\n  return all.map(({ taken }) => done.then(() => taken));',
    ],
  }),
  ...bugsIn('./functions/pull-responses/until-done.ts', {
    'pulled messages come one by one': [
      'if (waiting === 1) void clock.sleep(0).then(flush);',
      'if (waiting === 1) flush();',
    ],
  }),
  ...bugsIn('use-cases/sweep/circuit-breaker.ts', {
    'the circuit never opens for sets': ['if (outcomes.some(isUnanswered))', 'if (outcomes.length === 0)'],
    'a set that was answered in part closes the circuit': [
      'if (outcomes.some(isUnanswered))',
      'if (outcomes.every(isUnanswered))',
    ],
    'what was never asked may have been sent': ['{ maybeSent: false }', '{ maybeSent: true }'],
  }),
];
