/** The hold by which nothing of a job is published, who placed it, and what ends it. */
import type { Hold } from '../holds/hold.ts';
import { rfc3339 } from '../instant.ts';
import { budgetOfHold } from '../money/room.ts';
import type { Explained } from './attempt.ts';
import { named, type Sentence, sentence } from './sentence.ts';

/** @returns that the job is held, or will be when it is due to be published; nothing else is held up */
export function whatHoldsIt(attempt: Explained): Sentence[] {
  const { record, hold } = attempt;
  const { requestId, held } = record;
  const budget = budgetOfHold(held);
  if (hold === undefined && budget !== undefined)
    return [
      sentence(
        'held',
        `${requestId} is held back: the budget ${named(budget)} has no room. It reserves nothing.`,
      ),
    ];
  if (hold === undefined) return held === null ? [] : [sentence('held', wasHeld(attempt, held))];
  if (!isToBePublished({ record })) return [];
  const what = held === null ? `Nothing of ${typeOf(hold)} is published` : `${requestId} is held back`;
  return [sentence('held', `${what}: ${placed(hold)}.`, hold.since)];
}

/** A release may have been aborted; of a hold that is forgotten, none comes. */
function wasHeld({ record: { requestId }, releasing }: Explained, held: string): string {
  const waits = releasing
    ? ': it is published once a release of that hold comes to it'
    : ', and of which no release is left: its own timer lets it go';
  return `${requestId} was held back by the hold ${named(held)}, which has ended${waits}.`;
}

function asksAgain(releasing: Hold): string {
  return `A release that was aborted goes on once it is asked for again: ${callOf(releasing)}.`;
}

/** @returns what lets it go */
export function whatReleasesIt({ record, hold, releasing }: Explained): Sentence[] {
  if (!isToBePublished({ record })) return [];
  const budget = budgetOfHold(record.held);
  if (hold === undefined && budget !== undefined)
    return [
      sentence(
        'change-hold',
        `The end of the period of the budget ${named(budget)} lets it go, or a higher limit.`,
      ),
    ];
  if (hold === undefined) return releasing ? [sentence('change-hold', asksAgain(releasing))] : [];
  const byItself = hold.until === null ? '' : ` It ends by itself at ${rfc3339(hold.until)}.`;
  const text =
    `The end of that hold lets it go: ${callOf(hold)}.` +
    `${byItself} An answer of Modigie counts meanwhile as ever.`;
  return [sentence('change-hold', text, hold.until)];
}

/** Whether the next work of a job is to publish it, or the attempt after it. */
function isToBePublished({ record: { wake, payload } }: Pick<Explained, 'record'>): boolean {
  return payload !== null && (wake?.for === 'publish' || wake?.for === 'silence' || wake?.for === 'retry');
}

function callOf({ name }: Hold): string {
  return `POST /v1/holds/${encodeURIComponent(name)}:release of operate-jobs`;
}

function typeOf({ name }: Hold): string {
  return name === '*' ? 'any job type' : `job type ${named(name)}`;
}

function placed({ name, origin, by, since }: Hold): string {
  const who = origin === 'breaker' ? 'the breaker' : (by ?? 'an operator');
  return `the hold ${named(name)} was placed by ${who} at ${rfc3339(since)}`;
}
