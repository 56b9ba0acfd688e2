import { describe, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Decision, Digest, Digested, Facts, Patch } from '../../../client/index.ts';
import type { DeepReadonly } from '../../../shared/api/deep-readonly.ts';
import type { DigestedSchema } from '../../../shared/api/digested.ts';

describe('the types of digests', () => {
  it('are those of the API', () => {
    expectTypeOf<Digested>().toEqualTypeOf<DeepReadonly<z.output<typeof DigestedSchema>>>();
    expectTypeOf<NonNullable<Digested['digest']>>().toEqualTypeOf<Digest>();
    expectTypeOf<Digest['facts']>().toEqualTypeOf<Facts>();
    expectTypeOf<Digest['decisions'][number]>().toEqualTypeOf<Decision>();
    expectTypeOf<Digest['patches'][number]>().toEqualTypeOf<Patch>();
  });
});
