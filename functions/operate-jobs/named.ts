import { refuse } from '../../shared/http/problem-response.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import type { OperateContext } from '../../shared/use-cases/operate/audited.ts';

/**
 * @returns the context in a caller's name
 * @throws ProblemError 403 for a caller without a name, where nothing is changed in nobody's
 */
export type Named<Context extends OperateContext> = (caller: Caller) => Context;

/** @param unnamed whether a caller without a name may change something: on one machine nobody has one */
export function naming<Context extends OperateContext>(
  context: Context,
  unnamed: 'taken' | 'refused',
): Named<Context> {
  return (caller) => {
    if (caller.email === null && unnamed === 'refused') refuse('forbidden', NAMELESS);
    return { ...context, caller };
  };
}

const NAMELESS =
  "The token names no verified e-mail, and nothing is changed in nobody's name: ask Google for one that does " +
  '(gcloud auth print-identity-token --impersonate-service-account=ACCOUNT --include-email).';
