/** Refusals that are due to how the console was started, of which the page knows nothing. */
import { GatewayError } from '../../client/call-errors.ts';
import type { OperationId } from '../../client/call-table.ts';
import type { Problem } from '../../client/refusal.ts';
import { CALLS } from '../../shared/api/calls.ts';
import { callMatcher } from '../../shared/api/match.ts';
import type { HttpRequest } from '../../shared/http/http.ts';
import { type Calling, inUserWords } from '../failed-calls.ts';

interface Failed extends Pick<HttpRequest, 'method' | 'target'> {
  /** The call was made to it. */
  readonly address: string;
  readonly status: number;
  /** The text of its answer. */
  readonly body: string;
}

const START_AGAIN = ' Then end the console with Ctrl-C, and start it again.';
const OLDER =
  ' The gateway is older than this console: deploy this version, or start the console of the version that is deployed.';

/** Of an answer that no gateway has written; any other one is of quite another server. */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-a-gateway',
};

const match = callMatcher(CALLS);

/** @returns a problem document in these words; undefined for a failure that is told of best as it came */
export function refusalInWords(failed: Failed, calling: Calling): Problem | undefined {
  const { status, address, method, target } = failed;
  const problem = problemIn(failed.body);
  const type = problem?.type.split(':').at(-1) ?? BY_STATUS[status];
  const more = type === undefined ? undefined : moreAbout(type, problem);
  if (type === undefined || more === undefined) return undefined;
  const matched = match(method, target.split('?', 1)[0] ?? '');
  const operation = matched.kind === 'call' ? (matched.id as OperationId) : undefined;
  const { title = 'The call was refused', detail = '' } = problem ?? {};
  const error = new GatewayError({ status, type, title, detail, problem, operation, address });
  const { message } = inUserWords(error, calling) as Error;
  return { type: problem?.type ?? 'about:blank', title, status, detail: `${message}${more}` };
}

/** @returns the sentence that follows; undefined where there is nothing to add to the gateway's own words */
function moreAbout(type: string, problem: Problem | undefined): string | undefined {
  switch (type) {
    case 'unauthenticated':
      return START_AGAIN;
    case 'not-found':
    case 'not-a-gateway':
      return '';
    case 'forbidden':
      return problem ? undefined : '';
    case 'invalid-parameter':
      return problem?.detail.includes('is not a parameter of this call') ? OLDER : undefined;
    default:
      return undefined;
  }
}

function problemIn(body: string): Problem | undefined {
  try {
    const content = JSON.parse(body);
    return typeof content?.type === 'string' && typeof content.detail === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}
