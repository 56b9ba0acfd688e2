/** Bugs in what is answered from the ledger instead of being paid for again. */
import { bugsIn } from '../planted-bug.ts';

export const REUSE_BUGS = [
  ...bugsIn('jobs/money/reusable.ts', {
    'a team is given the answer of another': [' || record.team !== asked.team', ''],
    'the data of an erased person is given away': ['if (record.erased || payload', 'if (payload'],
    'the job of another party is given away': ['if (record.discard !== null) return false;', ''],
    'an answer is reused for ever': ['now - endedAt >= asked.rule.days * DAY_MS || ', ''],
    'an answer that found nothing is reused': [' || !hasFound(answer.eventCodes)', ''],
    'who shares a mailbox is one person': ["isSame(['person', 'lastName'], record.payload, asked)", 'true'],
    'a verified number answers for another': [
      'if (!verifiesNumbers(asked.jobType)) return true;',
      'if (asked) return true;',
    ],
  }),
];
