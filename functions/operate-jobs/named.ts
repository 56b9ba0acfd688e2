import { refuse } from '../../shared/http/problem-response.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { seenOperations } from '../../shared/use-cases/operate/operations/seen-operations.ts';
import { seenLedger } from '../../shared/use-cases/read/seen-jobs.ts';

/**
 * @returns the context in a caller's name, with the jobs that are there for it
 * @throws ProblemError 403 for a caller without a name, where nothing is changed in nobody's
 */
export type Named<Context extends OperationsContext> = (caller: Caller) => Context;

/** @param unnamed whether a caller without a name may change something: on one machine nobody has one */
export function naming<Context extends OperationsContext>(
  context: Context,
  unnamed: 'taken' | 'refused',
): Named<Context> {
  return (caller) => {
    if (caller.email === null && unnamed === 'refused') refuse('forbidden', NAMELESS);
    return inTeam(context, caller);
  };
}

/** @returns the context of a caller: what its team has */
export function inTeam<Context extends OperationsContext>(context: Context, caller: Caller): Context {
  return {
    ...context,
    caller,
    store: seenLedger(caller.team, context.store),
    operations: seenOperations(caller.team, context.operations),
  };
}

const NAMELESS =
  "The token names no verified e-mail, and nothing is changed in nobody's name: ask Google for one that does " +
  '(gcloud auth print-identity-token --impersonate-service-account=ACCOUNT --include-email).';
