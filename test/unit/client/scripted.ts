/** A gateway that answers by script, and a client of it whose time passes only while it sleeps. */
import {
  type FetchRequest,
  type FetchResponse,
  type GatewayOptions,
  ModigieGateway,
  type Retry,
} from '../../../client/index.ts';
import { Operator } from '../../../client/operator.ts';
import { JOB } from '../../../shared/api/examples.ts';
import { problem } from '../../../shared/api/problem.ts';
import type { ProblemType } from '../../../shared/api/problems.ts';
import { START } from '../../fixtures.ts';

interface Request extends FetchRequest {
  readonly url: string;
}
/** Makes the next answer of the request. */
export type ScriptedAnswer = (request: Request) => FetchResponse | Promise<FetchResponse>;
/** The next answer; an error is a connection that broke. */
export type Answer = FetchResponse | Error | ScriptedAnswer;

export interface Scripted {
  readonly gateway: ModigieGateway;
  readonly operator: Operator;
  readonly requests: Request[];
  /** How long (ms) the client slept, time by time. */
  readonly sleeps: number[];
  readonly retries: Retry[];
}

/** @param answers one for each try; the last one is repeated */
export function scripted(answers: readonly Answer[], options: Partial<GatewayOptions> = {}): Scripted {
  const requests: Request[] = [];
  const sleeps: number[] = [];
  const retries: Retry[] = [];
  let time: number = START;
  const given: GatewayOptions = {
    url: 'https://gateway.test',
    fetch: async (url, request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push({ url, ...request });
      if (answer === undefined || answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer({ url, ...request }) : answer;
    },
    now: () => time,
    sleep: async (ms) => {
      sleeps.push(ms);
      time += ms;
    },
    onRetry: (retry) => retries.push(retry),
    ...options,
  };
  const [gateway, operator] = [new ModigieGateway(given), new Operator(given)];
  return { gateway, operator, requests, sleeps, retries };
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): FetchResponse {
  return {
    status,
    headers: { get: (name) => headers[name] ?? null },
    text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

export const COMPLETED = answer(200, JOB.completed);

/** A problem document of the gateway. */
export function refusal(type: ProblemType, headers: Record<string, string> = {}): FetchResponse {
  const document = problem(type, 'Do otherwise.');
  return answer(document.status, document, headers);
}

/** @returns how a call failed */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}
