/** The clients of the gateway that serves this page. */
import { ModigieGateway } from '../client/modigie-gateway.ts';
import { Operator } from '../client/operator.ts';

export interface Gateway {
  /** The API's address, and that of what is served beside it, without a slash at its end. */
  readonly base: string;
  readonly jobs: ModigieGateway['jobs'];
  readonly money: ModigieGateway['money'];
  readonly operator: Operator;
  /**
   * A call of a helper beside the API, such as `lists:read`; with a body it is a POST.
   * @returns the text of its answer
   * @throws Error with the words of its problem
   */
  beside(path: string, body?: string | Blob): Promise<string>;
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
    beside: async (path, body) => {
      const response = await fetch(`${base}/console/${path}`, {
        ...(body !== undefined && { method: 'POST', body }),
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      });
      const text = await response.text();
      if (response.ok) return text;
      throw new Error(detailOf(text) ?? `The server answered ${response.status}.`);
    },
  };
}

/** @returns the detail of a problem document (RFC 9457 §3.1.4); undefined of anything else */
function detailOf(text: string): string | undefined {
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}
