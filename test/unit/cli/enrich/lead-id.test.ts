import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestIdOf } from '../../../../cli/enrich/lead-id.ts';
import { KNOWN_JOB_TYPES } from '../../../../shared/protocol/job-types.ts';
import { MAX_REQUEST_ID_LENGTH, RequestIdSchema } from '../../../../shared/protocol/request-id.ts';

const requestId = (id: string) => requestIdOf(id, 'enrichMobile');

/** IDs as lists have them, and such as only an enemy writes: those that look encoded or cut already. */
const id = fc.oneof(
  fc.emailAddress(),
  fc.uuid(),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: fc.constantFrom('~', '4', '0', '@', 'a', '_', '.'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', '~', 'é'), minLength: 100, maxLength: 200 }),
);

describe('the request ID of a lead', () => {
  it.each([
    ['L0001', 'L0001_enrichMobile_1'],
    ['0031t00000XyZ.a_b-c', '0031t00000XyZ.a_b-c_enrichMobile_1'],
    ['ann@b.example', 'ann~40b.example_enrichMobile_1'],
    ['ann~40b.example', 'ann~7E40b.example_enrichMobile_1'],
    ['Zoë 7', 'Zo~C3~AB~207_enrichMobile_1'],
    ['a/b', 'a~2Fb_enrichMobile_1'],
    ['7~2', '7~7E2_enrichMobile_1'],
    ['..', '.._enrichMobile_1'],
    ['__7__', '__7___enrichMobile_1'],
  ])('of %j is %s', (text, made) => {
    expect(requestId(text)).toBe(made);
  });

  it('is one that a company may choose, whatever the ID is', () => {
    fc.assert(
      fc.property(id, fc.constantFrom(...KNOWN_JOB_TYPES.keys()), (text, jobType) => {
        expect(RequestIdSchema.safeParse(requestIdOf(text, jobType))).toMatchObject({ success: true });
      }),
    );
  });

  it('is the same for the same ID and job type, and another for any other', () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(requestId(one) === requestId(other)).toBe(one === other);
      }),
    );
    expect(requestIdOf('7', 'verifyMobile')).not.toBe(requestId('7'));
  });

  it('is as long as it may be at most; of longer IDs each keeps its beginning and has one of its own', () => {
    const room = MAX_REQUEST_ID_LENGTH - '_enrichMobile_1'.length;
    const fits = 'x'.repeat(room);
    expect(requestId(fits)).toBe(`${fits}_enrichMobile_1`);
    const long = [`${fits}y`, `${fits}z`, `${fits}yy`, `${'@'.repeat(room)}`];
    const made = long.map(requestId);
    expect(made.map((one) => one.length)).toEqual(long.map(() => MAX_REQUEST_ID_LENGTH));
    expect(made[0]).toMatch(/^x{90,}~~[0-9a-f]{16}_enrichMobile_1$/);
    expect(new Set(made).size).toBe(long.length);
  });

  it('of a long ID is none that a short ID has', () => {
    const cut = requestId('x'.repeat(200)).replace('_enrichMobile_1', '');
    expect(requestId(cut)).not.toBe(requestId('x'.repeat(200)));
  });
});
