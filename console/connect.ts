/** The calls that the page makes: of the API of the gateway that serves it, and of the helpers beside it. */
import type { Answers, CALLS, OPERATOR_CALLS } from '../client/call-table.ts';
import type { Problem } from '../client/refusal.ts';
import { type Conditions, searchOf } from './view-address.ts';

type Api = typeof CALLS & typeof OPERATOR_CALLS;
type NameOf<Id extends keyof Api> = `${Api[Id]['method']} ${Api[Id]['path']}`;

/** A call by its method and path, as the OpenAPI document has them: `GET /v1/jobs/{id}:explain`. */
export type CallName = { [Id in keyof Api]: NameOf<Id> }[keyof Api];
export type AnswerTo<Name extends CallName> = {
  [Id in keyof Api]: NameOf<Id> extends Name ? Answers[Id] : never;
}[keyof Api];
/** The calls that answer with one page of a list. */
export type Listing = {
  [Name in CallName]: 'nextPageToken' extends keyof AnswerTo<Name> ? Name : never;
}[CallName];

export type PageOf<Name extends Listing> = AnswerTo<Name> & {
  readonly nextPageToken?: string | undefined;
};

export interface CallInput {
  /** For `{id}` in the path. */
  readonly id?: string | undefined;
  readonly query?: Conditions | undefined;
  /** Written as JSON. */
  readonly body?: object | undefined;
  /** Names what a call begins, so that it is begun once, however often it has to be made. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Gateway {
  /** One call of the API. @throws CallError, the signal's reason */
  call<Name extends CallName>(name: Name, input?: CallInput): Promise<AnswerTo<Name>>;
  /** The same as JSON text, exactly as it came: JavaScript rounds large numbers. @throws as `call` does */
  text(name: CallName, input?: CallInput): Promise<string>;
  /** The pages of a list, each read when it is asked for. @throws as `call` does */
  pages<Name extends Listing>(name: Name, input: CallInput): AsyncGenerator<PageOf<Name>>;
  /**
   * A call of a helper beside the API, such as `lists:read`; with a body it is a POST.
   * @returns the text of its answer
   * @throws CallError
   */
  beside(path: string, body?: string | Blob): Promise<string>;
}

/** A call that was refused, or that nobody answered. */
export class CallError extends Error {
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The gateway's problem document, where it gave one. */
  readonly problem: Problem | undefined;

  constructor(message: string, status: number, problem?: Problem) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/** A person waits: no answer within this time is a fault, with a button to try again. */
const TIMEOUT_MS = 60_000;

/**
 * @param page its address: `http://localhost:8080/console` makes `http://localhost:8080`
 * @param token of the person, where the API wants one
 */
export function connect(page: string, token: string | undefined, fetchAnswer = fetch): Gateway {
  const base = new URL('.', page).href.replace(/\/$/, '');
  const authorization = token === undefined ? undefined : `Bearer ${token}`;
  const ask = async (target: string, request: RequestInit, signal?: AbortSignal) => {
    const headers = { ...request.headers, ...(authorization && { authorization }) };
    const deadline = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]);
    const answer = async () => {
      const response = await fetchAnswer(base + target, { ...request, headers, signal: deadline });
      return { response, text: await response.text() };
    };
    const { response, text } = await answer().catch((error) => {
      signal?.throwIfAborted();
      const why = (error as Error).message;
      throw new CallError(
        `No answer came (${why}). See that the command that serves this page still runs.`,
        0,
      );
    });
    if (!response.ok) throw refusalOf(response.status, text);
    return text;
  };
  const text = (name: CallName, { id = '', query = {}, body, key, signal }: CallInput = {}) => {
    const [method = '', path = ''] = name.split(' ');
    const target = path.replace('{id}', encodeURIComponent(id)) + searchOf(query);
    const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
    return ask(target, { method, ...(body && { body: JSON.stringify(body), headers }) }, signal);
  };
  const call: Gateway['call'] = async (name, input) => parsed(await text(name, input));
  return {
    call,
    text,
    async *pages<Name extends Listing>(name: Name, { query, ...input }: CallInput) {
      let pageToken: string | undefined;
      do {
        const page = (await call(name, { ...input, query: { ...query, pageToken } })) as PageOf<Name>;
        yield page;
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined);
    },
    beside: (path, body) => ask(`/console/${path}`, body === undefined ? {} : { method: 'POST', body }),
  };
}

/** @throws CallError for what is no JSON, such as a page to sign in */
export function parsed(text: string, status = 200) {
  try {
    return JSON.parse(text);
  } catch {
    throw notOurs(status);
  }
}

/** @returns the error with the gateway's words, or with those that are left where it has given none */
function refusalOf(status: number, text: string): CallError {
  const problem: Problem | null = parsed(text, status);
  if (!problem?.detail) return notOurs(status);
  return new CallError(`${problem.title}. ${inSentences(problem)}`, status, problem);
}

function notOurs(status: number): CallError {
  const said = `Something in the gateway's place answered ${status}. Try again in a minute.`;
  return new CallError(said, status);
}

/** @returns what is wrong with a request, and what mends each part of it */
export function inSentences({ detail, errors = [] }: Pick<Problem, 'detail' | 'errors'>): string {
  return [detail, ...errors.map(({ pointer, detail: remedy }) => `${pointer} ${remedy}`)].join(' ');
}
