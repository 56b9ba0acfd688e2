/** The clients of the gateway that serves this page. */
import { ModigieGateway } from '../client/modigie-gateway.ts';
import { Operator } from '../client/operator.ts';

export interface Gateway {
  /** The API's address, and that of what is served beside it, without a slash at its end. */
  readonly base: string;
  readonly jobs: ModigieGateway['jobs'];
  readonly money: ModigieGateway['money'];
  readonly operator: Operator;
  /** A request to a helper beside the API, such as `lists:read`. */
  fetchBeside(path: string, request?: { readonly body?: string | Blob }): Promise<Response>;
}

/** A person waits: a fault is shown soon, with a button to try again. */
const MAX_RETRIES = 1;
const TIMEOUT_MS = 30_000;

/**
 * @param page its address: `http://localhost:8080/console` makes `http://localhost:8080`
 * @param token of the person, where the API wants one
 */
export function connect(page: string, token: string | undefined): Gateway {
  const base = new URL('.', page).href.replace(/\/$/, '');
  const options = {
    url: base,
    maxRetries: MAX_RETRIES,
    timeoutMs: TIMEOUT_MS,
    ...(token !== undefined && { auth: () => token }),
  };
  const { jobs, money } = new ModigieGateway(options);
  return {
    base,
    jobs,
    money,
    operator: new Operator(options),
    fetchBeside: (path, { body } = {}) =>
      fetch(`${base}/console/${path}`, {
        ...(body !== undefined && { method: 'POST', body }),
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      }),
  };
}
