/** The router's tests: calls of an imagined function, and requests to them. */
import * as z from 'zod';
import { call } from '../../../shared/api/call.ts';
import { type HttpRequest, json } from '../../../shared/http/http.ts';
import { type CallHandlers, router } from '../../../shared/http/router.ts';
import { StorableRequestIdSchema } from '../../../shared/protocol/request-id.ts';
import type { LogEventName } from '../../../shared/telemetry/log-events.ts';

const COMMON = {
  servedBy: 'query-jobs',
  callers: 'readers',
  tag: 'read',
  concerns: 'own-team',
  idempotencyKey: 'needless',
  summary: '',
  problems: [],
} as const;
const OK = { 200: { description: '', schema: z.unknown(), example: {} } };
export const PetSchema = z.strictObject({ name: z.string(), legs: z.int().optional() });

/** The calls of an imagined function. */
export const PETS = {
  findPets: call({
    ...COMMON,
    method: 'GET',
    path: '/pets',
    query: z.strictObject({
      kind: z.string().exactOptional(),
      size: z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).default(7),
      owner: z.string().exactOptional(),
    }),
    headers: z.object({ 'Pet-Key': z.string().max(3, 'must be short').exactOptional() }),
    responses: OK,
  }),
  addPet: call({
    ...COMMON,
    method: 'POST',
    path: '/pets',
    body: {
      maxBytes: 50,
      maxValues: 20,
      checkedBy: 'router',
      content: { 'application/json': { schema: PetSchema, example: {} } },
    },
    responses: OK,
  }),
  addPets: call({
    ...COMMON,
    method: 'POST',
    path: '/pets:batch',
    body: {
      maxBytes: 50,
      maxValues: 20,
      items: { max: 3, maxValues: 10 },
      checkedBy: 'use-case',
      content: {
        'application/json': { schema: z.array(PetSchema), example: [] },
        'application/x-ndjson': { schema: PetSchema, example: {} },
      },
    },
    responses: OK,
  }),
  getPet: call({
    ...COMMON,
    method: 'GET',
    path: '/pets/{id}',
    pathParameters: z.object({ id: StorableRequestIdSchema }),
    responses: OK,
  }),
  feedPet: call({
    ...COMMON,
    method: 'POST',
    path: '/pets/{id}:feed',
    pathParameters: z.object({ id: StorableRequestIdSchema }),
    responses: OK,
  }),
} as const;

/** Every call of the imagined API: another function has two. */
export const everyCall = async () => ({
  ...PETS,
  sellPet: call({ ...COMMON, servedBy: 'submit-jobs', method: 'POST', path: '/pets/{id}', responses: OK }),
  sellPets: call({ ...COMMON, servedBy: 'submit-jobs', method: 'POST', path: '/pets:sell', responses: OK }),
});

/** Names of the events that the router logged. */
export const emitted: LogEventName[] = [];
export const telemetry = { emit: (name: LogEventName) => void emitted.push(name) };
/** @returns a handler that answers with its own input */
export const echo = (name: string) => async (input: unknown) => json(200, { name, input });
export const handlers: CallHandlers<typeof PETS> = {
  findPets: echo('findPets'),
  addPet: echo('addPet'),
  addPets: echo('addPets'),
  getPet: echo('getPet'),
  feedPet: echo('feedPet'),
};
const handle = router(PETS, handlers, { telemetry, everyCall });

/** Sends a request to the router of `PETS`. */
export async function send(method: string, target: string, more: Partial<HttpRequest> = {}) {
  const response = await handle({ method, target, headers: {}, body: Buffer.alloc(0), ...more });
  return { ...response, json: JSON.parse(response.body) };
}
export const post = (target: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  send('POST', target, {
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(body),
  });
/** @returns status, type and detail of a problem */
export const refused = async (answered: ReturnType<typeof send>) => {
  const { status, json: problem } = await answered;
  return [status, problem.type.split(':').at(-1), problem.detail];
};
