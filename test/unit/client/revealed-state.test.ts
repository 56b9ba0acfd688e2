import { describe, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { RevealedDeadLetter, RevealedJob } from '../../../client/operator.ts';
import type { RevealedDeadLetterSchema } from '../../../shared/api/dead-letter-schemas.ts';
import type { RevealedJobSchema } from '../../../shared/api/revealed-job.ts';

type Job = z.output<typeof RevealedJobSchema>;
type Letter = z.output<typeof RevealedDeadLetterSchema>;

describe('the types of what is revealed', () => {
  it('are what the API gives, and admit reasons that this version does not know', () => {
    expectTypeOf<keyof RevealedJob>().toEqualTypeOf<keyof Job>();
    expectTypeOf<Job>().toExtend<RevealedJob>();
    expectTypeOf<RevealedJob['payload'] | RevealedJob['job']>().toEqualTypeOf<Readonly<
      Record<string, unknown>
    > | null>();
    expectTypeOf<string | null>().toExtend<RevealedJob['reason']>();
    expectTypeOf<keyof RevealedDeadLetter>().toEqualTypeOf<keyof Letter>();
    expectTypeOf<Letter>().toExtend<RevealedDeadLetter>();
  });
});
