/** Bugs of explanations: what an operator is told of a job. */
import { bugsIn } from '../planted-bug.ts';

export const EXPLANATION_BUGS = [
  ...bugsIn('jobs/explain/due-next.ts', {
    'a timer is told as due with the next sweep': [
      '${triesInWords(wake, outcome)}`, wake.at);',
      '${triesInWords(wake, outcome)}`, now);',
    ],
    'a retry by the policy of then is promised': [
      'onTimerDue(record, due, ',
      'onTimerDue({ ...record, wake: { ...wake, tries: 1 } }, due, ',
    ],
    'a successor that will be withdrawn is told as published': [
      'if (isFirst && completedAs !== null)',
      'if (isFirst && completedAs === record.requestId)',
    ],
  }),
  ...bugsIn('jobs/explain/how-it-was-retried.ts', {
    'a retried job is told as final': ["'already-retried': retried,", "'already-retried': () => [],"],
  }),
  ...bugsIn('jobs/explain/what-changes-it.ts', {
    'a refused job is told as retryable': [
      'return refusal === undefined\n',
      "return refusal === undefined || refusal === 'needs-correction'\n",
    ],
  }),
  ...bugsIn('jobs/explain/what-was-delivered.ts', {
    'an erasure is not told': [
      '...sentenceIf(erased, () =>',
      '...sentenceIf(erased && purgedAt !== null, () =>',
    ],
    'an earlier delivery is told as that of the present ending': ['if (noted?.key === key)', 'if (noted)'],
  }),
  ...bugsIn('use-cases/read/explain-job.ts', {
    'a later attempt is told with those after it': ['isRoot(asked) ? attempts : [asked]', 'attempts'],
  }),
];
