/** An erasure is prepared: what it would take out is found and counted, and nothing is changed. */
import { type Act, actOf } from '../../../jobs/audit-entry.ts';
import { type Erasure, preparedErasure } from '../../../jobs/erasures/erasure.ts';
import type { PlaceName } from '../../../jobs/erasures/places.ts';
import { type Identifier, type IdentifierKind, identifierOf } from '../../../jobs/persons/identifier.ts';
import { keysToFind } from '../../../jobs/persons/person-keys.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import { audited } from '../audited.ts';
import type { ErasingContext } from './erase-context.ts';
import { type Blocker, type FoundLineages, findLineages } from './find-lineages.ts';
import { countLettersAbout } from './letters-about.ts';

/** The person as the caller knows them. Stored are keyed hashes and request IDs, and nothing is logged. */
export interface PersonAsked {
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly text: string }[];
  /** Of any attempts of the person's leads. */
  readonly requestIds: readonly RequestId[];
  readonly reason: string;
}

/** The items that were found in each place that can be counted. */
export interface Findings {
  readonly places: readonly { readonly place: PlaceName; readonly found: number }[];
  readonly blockers: readonly Blocker[];
}

export type PrepareResult =
  | { readonly kind: 'found' | 'prepared'; readonly erasure: Erasure; readonly findings: Findings }
  | { readonly kind: 'too-many' }
  /** A text is none of its kind. */
  | { readonly kind: 'not-an-identifier'; readonly of: IdentifierKind }
  /** Without a pepper no person is found by what is known of them. */
  | { readonly kind: 'no-pepper'; readonly of: IdentifierKind };

/**
 * @param isDry nothing is written either
 * @throws StoreUnavailableError when nothing was written
 */
export async function prepareErasure(
  context: ErasingContext,
  asked: PersonAsked,
  { isDry }: { readonly isDry: boolean },
): Promise<PrepareResult> {
  const identifiers: Identifier[] = [];
  for (const { kind, text } of asked.identifiers) {
    if (context.peppers.length === 0) return { kind: 'no-pepper', of: kind };
    const identifier = identifierOf(kind, text);
    if (!identifier) return { kind: 'not-an-identifier', of: kind };
    identifiers.push(identifier);
  }
  const personKeys = keysToFind(identifiers, context.peppers);
  const found = await findLineages(context.store, { keys: personKeys, requestIds: asked.requestIds });
  if (found === 'too-many') return { kind: 'too-many' };
  const actor = context.caller.email;
  const rootIds = found.lineages.map(({ rootId }) => rootId);
  const erasure = preparedErasure({ personKeys, rootIds, reason: asked.reason, actor }, context.clock.now());
  const findings = await findingsOf(context, erasure, found);
  if (isDry) return { kind: 'found', erasure, findings };
  return audited(context, preparing(erasure), async () => {
    await context.erasures.create(erasure);
    return { kind: 'prepared', erasure, findings };
  });
}

function preparing({ id, actor, reason }: Erasure): Act {
  return actOf({ actor, action: 'prepare-erasure', target: id, reason }, 1);
}

async function findingsOf(
  context: ErasingContext,
  { personKeys: keys }: Erasure,
  { lineages, blockers, records }: FoundLineages,
): Promise<Findings> {
  const requestIds = lineages.flatMap(({ attempts }) => attempts.map(({ requestId }) => requestId));
  const letters = await countLettersAbout(context.deadLetters, { keys, requestIds });
  const places = [
    { place: 'ledger', found: records },
    { place: 'dead-letter-records', found: letters },
  ] as const;
  return { places, blockers };
}
