/** Which results a webhook is for. Pub/Sub has left out some by then, but no emulator does. */
import type { WebhookEndpoint } from './endpoint.ts';
import type { Result } from './result.ts';

type Filter = Pick<WebhookEndpoint, 'statuses' | 'jobTypes' | 'tags'>;

/** @returns whether it has one of the statuses, of the job types and of the tags; an empty list has all */
export function isFor(
  { statuses, jobTypes, tags }: Filter,
  result: Readonly<Pick<Result, 'status' | 'jobType'>> & { readonly tags: readonly string[] },
): boolean {
  return (
    isAmong(statuses, [result.status]) &&
    isAmong(jobTypes, result.jobType === null ? [] : [result.jobType]) &&
    isAmong(tags, result.tags)
  );
}

function isAmong(wanted: readonly string[], had: readonly string[]): boolean {
  return wanted.length === 0 || had.some((value) => wanted.includes(value));
}
