import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { Call } from '../../../shared/api/call.ts';
import { problemUri } from '../../../shared/api/problems.ts';
import { json } from '../../../shared/http/http.ts';
import { refuse } from '../../../shared/http/problem-response.ts';
import { type CallHandlers, type CallInput, router } from '../../../shared/http/router.ts';
import { currentCaller } from '../../../shared/telemetry/current-caller.ts';
import {
  echo,
  emitted,
  everyCall,
  handlers,
  PETS,
  type PetSchema,
  post,
  refused,
  send,
  telemetry,
} from './pets.ts';

describe('the router', () => {
  it('hands a call the values that its schemas give', async () => {
    expect((await send('GET', '/pets?kind=a%20b+c&size=12')).json).toEqual({
      name: 'findPets',
      input: {
        caller: { email: null, team: 'every' },
        path: {},
        query: { kind: 'a b c', size: 12 },
        headers: {},
      },
    });
    expect((await send('GET', '/pets', { headers: { 'pet-key': 'k', other: 'x' } })).json.input).toEqual({
      caller: { email: null, team: 'every' },
      path: {},
      query: { size: 7 },
      headers: { 'Pet-Key': 'k' },
    });
    expect((await post('/pets/a~2:feed', '')).json).toMatchObject({
      name: 'feedPet',
      input: { path: { id: 'a~2' } },
    });
    expect((await post('/pets', '{"name":"Rex"}')).json).toMatchObject({
      name: 'addPet',
      input: { body: { type: 'application/json', value: { name: 'Rex' } } },
    });
  });

  it('leaves the check of a body to the use case where the call says so', async () => {
    expect((await post('/pets:batch', '{"no":"pets"}')).json.input.body).toEqual({
      type: 'application/json',
      value: { no: 'pets' },
    });
  });

  it('takes an encoded colon for a colon', async () => {
    expect((await post('/pets%3Abatch', '[]')).json.name).toBe('addPets');
    expect((await send('POST', '/pets/a%3Afeed')).json.name).toBe('feedPet');
  });
});

describe('a query parameter', () => {
  it.each([
    [
      'unknown',
      '/pets?knid=a',
      'knid is not a parameter of this call, which takes kind, size, owner; check the spelling.',
    ],
    [
      'unknown, and of a strange name',
      '/pets?%00=a',
      'This call takes kind, size, owner; check the spelling.',
    ],
    [
      'unknown, and very long',
      `/pets?${'a'.repeat(65)}=a`,
      'This call takes kind, size, owner; check the spelling.',
    ],
    ['without a name', '/pets?=a', 'This call takes kind, size, owner; check the spelling.'],
    [
      'of another place',
      '/pets?constructor=a',
      'constructor is not a parameter of this call, which takes kind, size, owner; check the spelling.',
    ],
    [
      'of a call that takes none',
      '/pets/a?kind=a',
      'kind is not a parameter of this call, which takes no parameters.',
    ],
    ['repeated', '/pets?kind=a&kind=a', 'kind is given twice: give it once.'],
    ['empty', '/pets?kind=', 'kind is empty: give it a value, or leave it out.'],
    ['empty, without =', '/pets?kind', 'kind is empty: give it a value, or leave it out.'],
    ['malformed', '/pets?size=many', 'size must be a whole number.'],
    ['wrongly encoded', '/pets?kind=%zz', 'kind holds a percent sign that encodes nothing.'],
    ['not UTF-8', '/pets?kind=%ff', 'kind holds a percent sign that encodes nothing.'],
  ])('that is %s is refused, with its remedy', async (_what, target, detail) => {
    expect(await refused(send('GET', target))).toEqual([400, 'invalid-parameter', detail]);
  });

  it('that is refused is named', async () => {
    expect((await send('GET', '/pets?size=x')).json.parameter).toBe('size');
    expect((await send('GET', '/pets?kind=')).json.parameter).toBe('kind');
    expect((await send('GET', '/pets?a=&a=')).json.parameter).toBe('a');
  });

  it('is never missed: empty queries have none', async () => {
    for (const target of ['/pets?', '/pets?&', '/pets?&&size=7&'])
      expect((await send('GET', target)).json.input.query).toEqual({ size: 7 });
  });

  it('of a header is refused alike', async () => {
    expect(await refused(send('GET', '/pets', { headers: { 'pet-key': 'long' } }))).toEqual([
      400,
      'invalid-parameter',
      'Pet-Key must be short.',
    ]);
  });
});

describe('a path', () => {
  it('that is none is 404', async () => {
    expect((await refused(send('GET', '/pest')))[1]).toBe('not-found');
    expect((await refused(send('GET', 'http://elsewhere/pets')))[1]).toBe('not-found');
  });

  it.each([
    ['a%20b', 'may contain only letters, digits and . _ ~ - (ASCII)'],
    ['a%2Fb', 'may contain only letters, digits and . _ ~ - (ASCII)'],
    ['__x__', 'must not be "." or "..", nor begin and end with "__"'],
    ['..', 'must not be "." or "..", nor begin and end with "__"'],
    ['%2E', 'must not be "." or "..", nor begin and end with "__"'],
    ['a'.repeat(129), 'must have at most 128 characters'],
  ])('with an ID that no job can have names no job, and says why: %s', async (id, why) => {
    expect(await refused(send('GET', `/pets/${id}`))).toEqual([
      404,
      'job-not-found',
      `No job can have this request ID: it ${why}.`,
    ]);
  });

  it('that encodes nothing is 400', async () => {
    expect((await refused(send('GET', '/pets/%zz')))[1]).toBe('invalid-parameter');
  });

  it('takes its methods only, and says which', async () => {
    const answered = await send('DELETE', '/pets');
    expect([answered.status, answered.headers['allow'], answered.json.detail]).toEqual([
      405,
      'GET, POST',
      'Use GET or POST.',
    ]);
  });

  it('takes methods of another function, as its address does where several have one', async () => {
    const answered = await send('DELETE', '/pets/a');
    expect([answered.status, answered.headers['allow'], answered.json.detail]).toEqual([
      405,
      'GET, POST',
      'Use GET or POST.',
    ]);
    expect((await send('GET', '/pets:sell')).headers['allow']).toBe('POST');
  });

  it("says whose call it is when another function's comes here", async () => {
    const detail = 'This is a call of submit-jobs: send it to the address of that function.';
    const answered = await send('POST', '/pets/a?price=3');
    expect([answered.status, answered.headers['allow'], answered.json.detail]).toEqual([405, 'GET', detail]);
    expect(await refused(send('POST', '/pets:sell'))).toEqual([404, 'not-found', detail]);
  });
});

describe('every response', () => {
  it('is kept by no cache and taken for nothing else', async () => {
    for (const answered of [send('GET', '/pets'), send('GET', '/pest'), send('GET', '/pets?kind=')]) {
      const { headers } = await answered;
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
  });

  it('of a handler that fails is a problem that tells nothing of it', async () => {
    const failing = router(
      PETS,
      { ...handlers, getPet: () => Promise.reject(new Error('secret')) },
      { telemetry, everyCall },
    );
    const { status, body } = await failing({
      method: 'GET',
      target: '/pets/a',
      headers: {},
      body: Buffer.alloc(0),
    });
    expect([status, JSON.parse(body).type]).toEqual([500, problemUri('internal')]);
    expect(body).not.toContain('secret');
    expect(emitted.at(-1)).toBe('request.failed');
  });
});

describe('the compiler', () => {
  it('wants a handler for each call, and for no other', () => {
    const { feedPet: _left, ...incomplete } = handlers;
    // @ts-expect-error feedPet has no handler
    router(PETS, incomplete, { telemetry, everyCall });
    // @ts-expect-error walkPet is no call of this function
    router(PETS, { ...handlers, walkPet: echo('walkPet') } satisfies CallHandlers<typeof PETS>, {
      telemetry,
      everyCall,
    });
    expect(Object.keys(incomplete)).toHaveLength(4);
  });

  it('knows what a handler gets, and what it may answer', () => {
    const typed: Partial<CallHandlers<typeof PETS>> = {
      findPets: async ({ query }) => json(200, query.size satisfies number),
      addPet: async ({ body }) => json(200, body.value satisfies z.output<typeof PetSchema>),
      // @ts-expect-error 201 is not described
      getPet: async ({ path }) => json(201, path.id),
    };
    // @ts-expect-error a use case's body is of any shape
    const unchecked = ({ body }: CallInput<(typeof PETS)['addPets']>) => body.value.length satisfies number;
    expect([Object.keys(typed).length, typeof unchecked]).toEqual([3, 'function']);
  });
});

describe('the team of a caller', () => {
  const served = (concerns: Call['concerns']) =>
    router(
      { ...PETS, getPet: { ...PETS.getPet, concerns } },
      { ...handlers, getPet: async () => json(200, {}) },
      { telemetry: { emit: () => undefined }, everyCall },
    );
  it.each([
    ['own-team', 'none', 403],
    ['own-team', 'team=emea', 200],
    ['every-team', 'none', 403],
    ['every-team', 'team=emea', 403],
    ['every-team', 'every', 200],
    ['no-team', 'none', 200],
  ] as const)('decides whether a call that concerns %s is for %s', async (concerns, team, status) => {
    const caller = { email: 'ann@acme.example', team };
    const request = { method: 'GET', target: '/pets/a', headers: {}, body: Buffer.of(), caller };
    expect((await served(concerns)(request)).status).toBe(status);
  });
});

describe('the caller of a call', () => {
  const named: (string | undefined)[] = [];
  const told = router(
    PETS,
    {
      ...handlers,
      getPet: async ({ caller, path }) => {
        if (path.id === 'none') refuse('job-not-found', 'There is none.');
        await setImmediate();
        named.push(currentCaller());
        return json(200, { email: caller.email });
      },
    },
    { telemetry: { emit: () => void named.push(currentCaller()) }, everyCall },
  );
  const get = (id: string, email?: string) =>
    told({
      method: 'GET',
      target: `/pets/${id}`,
      headers: {},
      body: Buffer.of(),
      ...(email !== undefined && { caller: { email, team: 'every' as const } }),
    });

  it('is told to its handler and named in its log entries, refusals included, and in no other', async () => {
    const calls = [get('a', 'a@x.example'), get('none', 'b@x.example'), get('c'), get('none')];
    const answers = (await Promise.all(calls)).map(({ status, body }) => [status, JSON.parse(body).email]);
    expect(answers).toEqual([
      [200, 'a@x.example'],
      [404, undefined],
      [200, null],
      [404, undefined],
    ]);
    expect(named.toSorted()).toEqual(['a@x.example', 'b@x.example', undefined, undefined]);
  });
});
