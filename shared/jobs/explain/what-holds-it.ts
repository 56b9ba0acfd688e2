/** The hold by which nothing of a job is published, who placed it, and what ends it. */
import type { Hold } from '../holds/hold.ts';
import { rfc3339 } from '../instant.ts';
import type { Explained } from './attempt.ts';
import { named, type Sentence, sentence } from './sentence.ts';

/** @returns that the job is held, or will be when it is due to be published; nothing else is held up */
export function whatHoldsIt({ record, hold }: Explained): Sentence[] {
  const { requestId, held } = record;
  if (hold === undefined)
    return held === null
      ? []
      : [
          sentence(
            'held',
            `${requestId} was held back by the hold ${named(held)}, which has ended: it is published as soon ` +
              'as the release comes to it.',
          ),
        ];
  if (!isToBePublished({ record })) return [];
  const what = held === null ? `Nothing of ${typeOf(hold)} is published` : `${requestId} is held back`;
  return [sentence('held', `${what}: ${placed(hold)}.`, hold.since)];
}

/** @returns what lets it go */
export function whatReleasesIt({ record, hold }: Explained): Sentence[] {
  if (hold === undefined || !isToBePublished({ record })) return [];
  const byItself = hold.until === null ? '' : ` It ends by itself at ${rfc3339(hold.until)}.`;
  const text =
    `The end of that hold lets it go: POST /v1/holds/${encodeURIComponent(hold.name)}:release of operate-jobs.` +
    `${byItself} An answer of Modigie counts meanwhile as ever.`;
  return [sentence('change-hold', text, hold.until)];
}

/** Whether the next work of a job is to publish it, or the attempt after it. */
function isToBePublished({ record: { wake, payload } }: Pick<Explained, 'record'>): boolean {
  return payload !== null && (wake?.for === 'publish' || wake?.for === 'silence' || wake?.for === 'retry');
}

function typeOf({ name }: Hold): string {
  return name === '*' ? 'any job type' : `job type ${named(name)}`;
}

function placed({ name, origin, by, since }: Hold): string {
  const who = origin === 'breaker' ? 'the breaker' : (by ?? 'an operator');
  return `the hold ${named(name)} was placed by ${who} at ${rfc3339(since)}`;
}
