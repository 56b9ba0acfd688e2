/** Steps of the use cases' tests: they let something happen to a gateway, or look at it afterwards. */
import { setImmediate } from 'node:timers/promises';
import type { Effect, JobEvent } from '../../../shared/jobs/events.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { StoreUnavailableError } from '../../../shared/ports/errors.ts';
import type { JobStore, Stored, WriteFault } from '../../../shared/ports/job-store.ts';
import { receiveResponse } from '../../../shared/use-cases/receive/receive-response.ts';
import { submitBatch } from '../../../shared/use-cases/submit/submit-batch.ts';
import { type SubmitResult, submitJob } from '../../../shared/use-cases/submit/submit-job.ts';
import { sweep } from '../../../shared/use-cases/sweep/sweep.ts';
import { type Transition, transition } from '../../../shared/use-cases/transition.ts';
import {
  type AnswerFields,
  answerBody,
  DAY,
  id,
  MINUTE,
  received,
  submission,
  type TestGateway,
} from '../../fixtures.ts';
import { setsOf } from '../../one-by-one.ts';

/** Submits one job, and lets the note of its publish follow. */
export async function submit(
  gateway: TestGateway,
  input: unknown = submission('lead-1'),
): Promise<SubmitResult> {
  const result = await submitJob(gateway, input);
  await setImmediate();
  return result;
}

export function submitMany(gateway: TestGateway, inputs: readonly unknown[]): Promise<SubmitResult[]> {
  return submitBatch(
    gateway,
    inputs.map((input) => ({ input })),
    later(gateway.clock.now(), DAY),
  );
}

/** An answer of Modigie's, for `lead-1` unless it names another ID. */
export function receiveAnswer(
  gateway: TestGateway,
  fields: AnswerFields = {},
): Promise<'done' | 'retry-later'> {
  return receiveResponse(gateway, received(answerBody(fields)));
}

/** A sweep after a while, two minutes if nothing else is said: longer than any work may take to be noted. */
export function sweepAfter(gateway: TestGateway, ms = 2 * MINUTE): ReturnType<typeof sweep> {
  gateway.clock.time = later(gateway.clock.time, ms);
  return sweep(gateway, MINUTE);
}

/** A transition of `lead-1`. */
export function transitionOf(gateway: TestGateway, event: JobEvent, from?: Stored): Promise<Transition> {
  return transition(gateway, { requestId: id('lead-1'), event, from });
}

/** Stores a record as it is. */
export async function store({ store: jobs }: TestGateway, record: JobRecord): Promise<Stored> {
  const revision = await jobs.create(record);
  if (revision === 'exists') throw new Error(`${record.requestId} is stored already.`);
  return { record, revision };
}

export async function storedOf({ store: jobs }: TestGateway, requestId = 'lead-1'): Promise<Stored> {
  const stored = await jobs.get(id(requestId));
  if (!stored) throw new Error(`${requestId} is not stored.`);
  return stored;
}

export async function recordOf(gateway: TestGateway, requestId?: string): Promise<JobRecord> {
  return (await storedOf(gateway, requestId)).record;
}

export function logged({ events }: TestGateway): string[] {
  return events.map(({ name }) => name);
}

/** @returns the one effect of that type among them */
export function effectOf<T extends Effect['type']>(
  effects: readonly Effect[],
  type: T,
): Extract<Effect, { type: T }> {
  const found = effects.find((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
  if (!found) throw new Error(`Nothing asks to ${type}.`);
  return found;
}

type Method = keyof JobStore;
const COUNTED: readonly Method[] = [
  ...(['create', 'createAll', 'replace', 'replaceAll'] as const),
  ...(['get', 'getMany', 'due', 'findByMessageId'] as const),
];

/** @returns the calls of each method of the store from now on, by name; a method never called is absent */
export function countCalls({ store: jobs }: TestGateway): Partial<Record<Method, number>> {
  const calls: Partial<Record<Method, number>> = {};
  for (const name of COUNTED)
    intercept(jobs, name, () => {
      calls[name] = (calls[name] ?? 0) + 1;
    });
  return calls;
}

/**
 * Lets a method of the store fail, for a reason that passes if no other is given: every call, or those of
 * some request IDs, alone or in a set.
 */
export function fail(
  { store: jobs }: TestGateway,
  name: 'create' | 'replace' | 'get' | 'findByMessageId',
  {
    concerned = /(?:)/,
    fault = new StoreUnavailableError(),
  }: { concerned?: RegExp; fault?: WriteFault } = {},
): void {
  intercept(jobs, name, (argument) => {
    const requestId = typeof argument === 'string' ? argument : (argument as JobRecord).requestId;
    if (concerned.test(requestId)) throw fault;
  });
  Object.assign(jobs, setsOf(jobs));
}

/** Does something before each call of a method of the store. */
export function intercept(jobs: JobStore, name: Method, work: (argument: unknown) => unknown): void {
  const original = jobs[name].bind(jobs) as (...args: unknown[]) => Promise<unknown>;
  Object.assign(jobs, {
    [name]: async (...args: unknown[]) => {
      await work(args[0]);
      return original(...args);
    },
  });
}
