/** The fate of a dead letter, were it redriven, and the way in which it may be. */
import type { Judgement } from '../../../client/operator.ts';
import type { Violation } from '../../../client/refusal.ts';
import { CallError, type Gateway } from '../../connect.ts';

export interface Verdict {
  /** `by-force`: it would be set aside again, or has come back too often. `closed`: it is not redriven. */
  readonly way: 'open' | 'by-force' | 'closed';
  /** In sentences. */
  readonly says: string;
  readonly errors: readonly Violation[];
}

const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['being-redriven', 'Another redrive of it is under way.'],
  ['no-way-back', 'Nothing here takes messages of its source: hand it in by hand, and drop it.'],
  ['too-often', 'It has come back five times: the message is at fault.'],
]);

/**
 * @param refusal why it is not redriven as it stands, whatever is judged of its bytes; null for none
 * @param judgement of its bytes; null where it is done with, has no way back, or has lost some of them
 */
export function verdictOf(refusal: string | null, judgement: Judgement | null): Verdict {
  const why = refusal && (REFUSALS.get(refusal) ?? `It is not redriven: ${refusal}.`);
  if (judgement === null) return closed(why ?? 'Its bytes are not all there any more.');
  const { accepted, reason, errors } = judgement;
  const fate = accepted
    ? 'It would be accepted now. Budgets are not looked at.'
    : `It would be set aside again: ${reason}.`;
  if (why === null) return { way: accepted ? 'open' : 'by-force', says: fate, errors };
  return { way: refusal === 'too-often' ? 'by-force' : 'closed', says: `${why} ${fate}`, errors };
}

function closed(says: string): Verdict {
  return { way: 'closed', says, errors: [] };
}

/** @returns text as the API takes the bytes of a message: base64 of its UTF-8 */
export function inBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * Asks for the verdict by a dry run, which changes nothing.
 * @param data corrected bytes in base64; those that came where there are none
 * @throws CallError when it is not about the letter
 */
export async function askVerdict(
  { call }: Pick<Gateway, 'call'>,
  { id, data }: { readonly id: string; readonly data: string | undefined },
  signal?: AbortSignal,
): Promise<Verdict> {
  const judged = async (force: boolean) => {
    const body = { data, dryRun: true, ...(force && { force }) };
    return (await call('POST /v1/deadLetters/{id}:redrive', { id, body, signal })).judgement;
  };
  try {
    return verdictOf(null, await judged(false));
  } catch (error) {
    if (!(error instanceof CallError) || error.status !== 409) throw error;
    if (error.problem?.reason === 'too-often') return verdictOf('too-often', await judged(true));
    return closed(error.message);
  }
}
