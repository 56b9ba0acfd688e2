/** A call of the HTTP API as one value: whatever has to know of a call reads it here. */

import type * as z from 'zod';
import type { ProblemType } from './problems.ts';

/** A deployed function that serves calls. */
export type ServingFunction = 'submit-jobs' | 'operate-jobs' | 'query-jobs' | 'deliver-webhooks';

/** The group of callers that Terraform lets call the function (infra/callers.tf). */
type CallerGroup = 'submitters' | 'operators' | 'readers';

/** The heading under which the document lists a call. */
export type Tag = 'submit' | 'operate' | 'read' | 'service';

/**
 * Parameters by name: each schema reads the text on the wire (its input) and gives the value (its output).
 * One that is optional may be left out, one that has a default is then that.
 */
export type Parameters = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** Content of one media type. */
export interface Content {
  /** Of the JSON text; of `application/x-ndjson`, of each line. */
  readonly schema: z.ZodType;
  readonly example: unknown;
}

export type MediaType = 'application/json' | 'application/x-ndjson';

export interface Body {
  /** Whether the call may be made without one. */
  readonly optional?: boolean;
  readonly maxBytes: number;
  /** JSON values that are taken, at all levels and of all lines. */
  readonly maxValues: number;
  /** Of a body that is a list: how many items are taken, and how many JSON values of one. */
  readonly items?: { readonly max: number; readonly maxValues: number };
  readonly content: Readonly<Partial<Record<MediaType, Content>>>;
  /**
   * Where the JSON is held against its schema: in the router, or in the use case, which has other entrances
   * too and knows this gateway's configuration.
   */
  readonly checkedBy: 'router' | 'use-case';
}

export interface ResponseHeader {
  readonly description: string;
  readonly schema: z.ZodType;
  /** Whether it is always there. */
  readonly required: boolean;
}

/** The problem of something that is named and not there. */
export type MissingProblem = Extract<ProblemType, `${string}-not-found`>;

/** A response of a call that did what was asked. */
export interface CallResponse extends Content {
  readonly description: string;
  readonly headers?: Readonly<Record<string, ResponseHeader>>;
}

export type SuccessStatus = 200 | 202 | 207;

/**
 * The use that a call makes of the header `Idempotency-Key`: a caller who sends it relies on it, so that it
 * is never passed over. `honoured`: it is among the call's headers. `needless`: the call changes nothing,
 * however often it is made. Else it is refused, and the remedy says how to be safe without it.
 */
type IdempotencyKeyUse = 'honoured' | 'needless' | { readonly refusedBecause: string };

export interface Call {
  readonly method: 'GET' | 'POST';
  /** `{name}` stands for one segment, and may be followed by `:verb`. */
  readonly path: `/${string}`;
  /** Another path that does the same, and is described nowhere. */
  readonly alias?: `/${string}`;
  readonly servedBy: ServingFunction;
  readonly callers: CallerGroup;
  readonly tag: Tag;
  /**
   * Where a company has teams, the call is about jobs of the caller's own alone; or about matters of every
   * team, so that callers of one are refused; or about nothing that a team has.
   */
  readonly concerns: 'own-team' | 'every-team' | 'no-team';
  /** One line, as README.md has it too. */
  readonly summary: string;
  readonly description?: string;
  readonly pathParameters?: Parameters;
  /** The problem of a path that names nothing: `job-not-found` unless it is given. */
  readonly missing?: MissingProblem;
  readonly query?: Parameters;
  readonly headers?: Parameters;
  readonly idempotencyKey: IdempotencyKeyUse;
  readonly body?: Body;
  readonly responses: Readonly<Partial<Record<SuccessStatus, CallResponse>>>;
  /** Problems of the call itself; `problemsOf` adds those that follow from its shape. */
  readonly problems: readonly ProblemType[];
}

/** @returns the bytes of the largest body that one of these calls takes */
export function largestBody(calls: Calls): number {
  return Math.max(0, ...Object.values(calls).map(({ body }) => body?.maxBytes ?? 0));
}

/** Calls by their `operationId`. */
export type Calls = Readonly<Record<string, Call>>;

/** @returns the call as it is, its literal types kept: handlers and client are typed by them. */
export function call<const C extends Call>(value: C): C {
  return value;
}

/** The values that a call's parameters of one place stand for. */
export type ValuesOf<P extends Parameters | undefined> = P extends Parameters
  ? z.output<P>
  : Readonly<Record<never, never>>;

/**
 * @returns the problems of a call that comes to the address of another function. One that has another method
 * of the same path refuses the method, any other the path
 */
export function problemsElsewhere(
  { path, servedBy }: Call,
  calls: Calls,
): ('method-not-allowed' | 'not-found')[] {
  const others = Object.values(calls).filter((other) => other.servedBy !== servedBy);
  const sharing = new Set(others.filter((other) => other.path === path).map((other) => other.servedBy));
  const problems = others.map((other) =>
    sharing.has(other.servedBy) ? ('method-not-allowed' as const) : ('not-found' as const),
  );
  return [...new Set(problems)];
}

/** @returns every problem that a call can be answered with, those that its shape implies included. */
export function problemsOf({ concerns, pathParameters, missing, body, problems }: Call): ProblemType[] {
  const implied: ProblemType[] = ['invalid-parameter'];
  if (concerns !== 'no-team') implied.push('forbidden');
  if (pathParameters) implied.push(missing ?? 'job-not-found');
  if (body) implied.push('not-json', 'too-large', 'unsupported-media-type', 'invalid');
  return [...new Set([...implied, ...problems, 'internal' as const])];
}
