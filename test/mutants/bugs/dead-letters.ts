/** Bugs of dead letters: messages that are set aside, and lost, sent twice, or believed too much. */
import { bugsIn } from '../planted-bug.ts';

const REDRIVE = 'use-cases/operate/dead-letters/redrive-dead-letter.ts';

export const DEAD_LETTER_BUGS = [
  ...bugsIn('jobs/dead-letters/dead-letter-record.ts', {
    'a dead letter takes the place of another with its message ID': ['of, body]);', 'of, body.length]);'],
    'a dead letter that fails again begins anew': [
      '    ...redriven,\n',
      '    generation: 1,\n    redriveOf: null,\n',
    ],
  }),
  ...bugsIn('jobs/dead-letters/redrive.ts', {
    'a claim never lapses': ['later(claim.at, CLAIM_HOLDS_MS) > now', 'claim.at <= now'],
    'a claim holds nobody up': [
      "if (isClaimed(letter, now)) return 'being-redriven';\n  // A budget",
      '// A budget',
    ],
    'a redriven message keeps its labels': [
      '...without(attributes, LABELS.deadLetter, LABELS.redrive, LABELS.pubSub),',
      '...attributes,',
    ],
    'a letter is redriven without end': ['&& !force ?', '&& !force && letter.generation < 0 ?'],
  }),
  ...bugsIn('jobs/dead-letters/subjects.ts', {
    'a person is not looked for in the JobV2 of a result': [
      "[message, memberOf(message, 'job')]",
      '[message]',
    ],
    'a request ID in attributes is overlooked': ['[attributes, message].flatMap', '[message].flatMap'],
  }),
  ...bugsIn('use-cases/operate/erasures/letters-about.ts', {
    'dead letters are left that no round had room for': ['round < MOST_ROUNDS', 'round < 1'],
  }),
  ...bugsIn('use-cases/dead-letter.ts', {
    'a message is set aside nowhere when the store does not answer': [
      'await publish(context, { message, why, fault });\n',
      '',
    ],
    'a pointer is kept though the store will answer again': [
      'if (!(fault instanceof RecordRefusedError)) throw fault;\n',
      '',
    ],
  }),
  ...bugsIn('use-cases/keep-dead-letter.ts', {
    'a dead letter of the topic is another one': [
      'messageId: original === undefined ? message.messageId : (original as MessageId),',
      'messageId: message.messageId,',
    ],
    'a message that is not kept comes again for ever': [
      'if (!(error instanceof RecordRefusedError)) throw error;',
      'throw error;',
    ],
  }),
  ...bugsIn(REDRIVE, {
    'redriven before it is claimed': [
      "  if (own === 'conflict') return lostTo(context, letter);\n  const sent = await send(",
      '  const sent = await send(',
    ],
    'a redrive that failed keeps its claim': [
      'await deadLetters.replace(released(claim), own).catch(() => undefined);',
      '',
    ],
    'a redrive is not judged': ["if (judgement.kind === 'set-aside' && !force)", 'if (force && dryRun)'],
    'a dry run sends': ["if (dryRun) return { kind: 'judged', letter, judgement };\n", ''],
    'the original goes out instead of the correction': [
      'const data = corrected ?? (await context.deadLetters.body(letter));',
      'const data = (await context.deadLetters.body(letter)) ?? corrected;',
    ],
  }),
  ...bugsIn('use-cases/operate/dead-letters/dead-letter-view.ts', {
    'a brief view of a dead letter has its attributes': ['attributes: {}', 'attributes: letter.attributes'],
  }),
  ...bugsIn('use-cases/operate/dead-letters/reveal-dead-letter.ts', {
    'a dead letter is read before it is told who looks': [
      '  return audited(context,',
      '  await deadLetters.body(letter);\n  return audited(context,',
    ],
  }),
  ...bugsIn('use-cases/operate/dead-letters/judge.ts', {
    'an ID that another payload spent is judged free': [
      'if (isSameRequest(stored.record.fingerprint, content.fingerprint, context.peppers)) return',
      'if (stored) return',
    ],
  }),
  ...bugsIn('use-cases/operate/dead-letters/dead-letter-context.ts', {
    'an expired letter is redriven': ['stored && !isExpired(stored.letter, clock.now())', 'stored'],
  }),
];
