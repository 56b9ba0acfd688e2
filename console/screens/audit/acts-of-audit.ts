/** Acts as the audit tells of them: an intent before, and an outcome after, made one again. */
import type { AuditEntry } from '../../../client/operator.ts';
import type { Screen } from '../../view-address.ts';

export interface AuditedAct extends Pick<AuditEntry, 'actor' | 'action' | 'target' | 'reason'> {
  /** The same in intent and outcome. */
  readonly operation: string;
  /** When it was begun; when it was done, where the intent is not among the entries. */
  readonly at: string;
  /** Null while none is told: the call is under way, or broke off. */
  readonly outcome: string | null;
}

/**
 * @param entries the newest first, as far as they were read
 * @returns an act for each intent or outcome that stands alone, and one for both of them
 */
export function actsOf(entries: readonly AuditEntry[]): AuditedAct[] {
  const acts = new Map<string, AuditedAct>();
  for (const { operation, actor, action, target, reason, at, outcome } of entries) {
    const later = acts.get(operation);
    acts.set(operation, { operation, actor, action, target, reason, at, outcome: later?.outcome ?? outcome });
  }
  return [...acts.values()];
}

const SCREENS_OF: ReadonlyMap<string, Screen> = new Map(
  Object.entries({
    retry: 'lead',
    replay: 'lead',
    redeliver: 'lead',
    reveal: 'lead',
    'start-operation': 'operations',
    'abort-operation': 'operations',
    hold: 'overview',
    release: 'overview',
    redrive: 'dead-letters',
    drop: 'dead-letters',
    'reveal-dead-letter': 'dead-letters',
  }),
);

export const KNOWN_ACTIONS: readonly string[] = [...SCREENS_OF.keys()];

/** @returns the screen that shows the target of an act; undefined where none does, as with an erasure */
export function screenOf(action: string): Screen | undefined {
  return SCREENS_OF.get(action);
}
