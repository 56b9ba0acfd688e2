/** The items of a body that has many submissions: each is read, or refused alone. */
import { BatchSchema } from '../../shared/api/batch.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { problem } from '../../shared/api/problem.ts';
import type { SUBMIT_CALLS } from '../../shared/api/submit-calls.ts';
import { type ReadLine, refuseBody, refuseItems, unreadable } from '../../shared/http/request-body.ts';
import type { CallInput } from '../../shared/http/router.ts';
import { hasMoreValuesThan } from '../../shared/protocol/json-extent.ts';
import type { BatchItem } from '../../shared/use-cases/submit/submit-batch.ts';
import { type AnsweredProblem, refused } from './answer.ts';

type Body = CallInput<(typeof SUBMIT_CALLS)['batchSubmitJobs' | 'forecastJobs']>['body'];

/** @throws ProblemError for a body that is no list, or has too many items */
export function itemsOf(body: Body): BatchItem<AnsweredProblem>[] {
  if (body.type === 'application/x-ndjson') return body.value.map(lineItem);
  if (!Array.isArray(body.value)) return refuseBody(BatchSchema.safeParse(body.value).error, body.value);
  if (body.value.length > LIMITS.batchItems) refuseItems(LIMITS.batchItems);
  return body.value.map(entryItem);
}

/** An entry that has too many values fails alone, as it would if it came alone. */
function entryItem(input: unknown, index: number): BatchItem<AnsweredProblem> {
  return hasMoreValuesThan(LIMITS.submissionValues, input)
    ? { refused: refused(problem(...unreadable('too-many-values', `Entry ${index}`))) }
    : { input };
}

/** A line that is not JSON fails alone. */
function lineItem(json: ReadLine): BatchItem<AnsweredProblem> {
  return json.ok
    ? { input: json.value }
    : { refused: refused(problem(...unreadable(json.reason, `Line ${json.line}`))) };
}
