/** Bugs in erasing a person: text that stays or comes back, and what is done without it all the same. */
import { bugsIn } from '../planted-bug.ts';

export const ERASURE_BUGS = [
  ...bugsIn('jobs/erase.ts', {
    'an erasure leaves the payload': [
      '...withoutText(counted(record)),',
      '...withoutText(record),\n    payload: record.payload,',
    ],
    'an erasure leaves the fingerprint': [
      'fingerprint: sealed(record.fingerprint, peppers),',
      'fingerprint: record.fingerprint,',
    ],
    'a second erasure is another one': [
      'return erased && (fingerprint',
      'return erased === null && (fingerprint',
    ],
    'a request that was never sent waits for an answer': [
      'if (isNeverSent(next))',
      'if (isNeverSent(record) && false)',
    ],
    'an erased job is looked at as if it could be published': [
      'wake: remaining(freed, moment)',
      'wake: freed.wake',
    ],
    'a publish that is withheld counts as made': ['(event.isWithheld ? 1 : 0)', '0'],
  }),
  ...bugsIn('jobs/publish-again.ts', {
    'an erased job that was never sent is given up as unanswered': [
      'record.erased && !isKnownPublished(record)',
      'record.erased && isKnownPublished(record)',
    ],
  }),
  ...bugsIn('jobs/persons/identifier.ts', {
    'an address in capitals is another person': [
      ".replaceAll(/\\s/g, '')\n    .toLowerCase()",
      ".replaceAll(/\\s/g, '')",
    ],
    'a LinkedIn URL of one country is another person': ['(?:[a-z0-9-]+\\.)?linkedin', '(?:www\\.)?linkedin'],
  }),
  ...bugsIn('jobs/persons/identifiers-in.ts', {
    'a person whom Modigie found is not found': [
      "...ofPayload(memberOf(parsedJson(answer?.job ?? null), 'payload'))",
      '...ofPayload(parsedJson(answer?.job ?? null))',
    ],
  }),
  ...bugsIn('jobs/persons/person-keys.ts', {
    'records of an earlier pepper are not found': [
      'return peppers.flatMap(',
      'return peppers.slice(0, 1).flatMap(',
    ],
  }),
  ...bugsIn('jobs/persons/sealed-fingerprint.ts', {
    'a submission under an erased ID is refused once there is a new pepper': [
      'return peppers.some(',
      'return peppers.slice(0, 1).some(',
    ],
  }),
  ...bugsIn('jobs/erasures/erasure.ts', {
    'an erasure that left something is done': ['(remaining ?? 0) === 0', '(remaining ?? 0) >= 0'],
  }),
  ...bugsIn('use-cases/effects/create-successor.ts', {
    'a successor that is made during an erasure keeps its text': [
      'if (!before?.record.erased) return',
      'if (before !== null) return',
    ],
  }),
  ...bugsIn('use-cases/effects/withdraw-overtaken.ts', {
    'a successor is sent although its lead was erased': [
      'return erased && eraseAfter(context, { from, before: erased, isWithheld: true });',
      'return undefined;',
    ],
  }),
  ...bugsIn('use-cases/receive/receive-response.ts', {
    "another's answer is set aside with the text of whom was erased": [
      'stored?.record.erased ?',
      'stored?.record.erased === null ?',
    ],
  }),
  ...bugsIn('use-cases/operate/erasures/find-lineages.ts', {
    'a successor that is not noted is left': [
      'if (one === undefined) return false;',
      'if (one === undefined || attempt > 1) return false;',
    ],
  }),
  ...bugsIn('use-cases/operate/erasures/run-erasure.ts', {
    'destroyed before it is written down': [
      'const started = await begin(context, stored, found.lineages);\n  const ledger = await eraseAll(context, found.lineages, { id: erasure.id, until });',
      'const ledger = await eraseAll(context, found.lineages, { id: erasure.id, until });\n  const started = await begin(context, stored, found.lineages);',
    ],
    'a dead letter that came after an erasure is left': ['requestIds })) === 0', 'requestIds })) >= 0'],
    'an erasure that is done is done again': [
      "erasure.state === 'done' && (await isNothingLeft())",
      "erasure.state === 'ready' && (await isNothingLeft())",
    ],
  }),
  ...bugsIn('use-cases/operate/erasures/prepare-erasure.ts', {
    'a dry run leaves a receipt': ['if (isDry) return', 'if (isDry === undefined) return'],
  }),
  ...bugsIn('use-cases/sweep/resume-erasures.ts', {
    'an erasure that broke off stays so': ['isToResume(erasure, now)', '!isToResume(erasure, now)'],
  }),
];
