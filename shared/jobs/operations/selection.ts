/**
 * The things that an operation is done to, as they are selected: each kind of operation has its own way,
 * frozen when it is asked for.
 */
import * as z from 'zod';
import type { RequestId } from '../../protocol/request-id.ts';
import type { DeadLetterFilter } from '../dead-letters/dead-letter-filter.ts';
import type { JobFilter } from '../filter-grammar.ts';
import { earliest, type Instant, instant } from '../instant.ts';
import type { OperationKind } from './operation-kinds.ts';

/** Jobs: attempts that a filter means, or those of given request IDs. */
export type JobSelection =
  | { readonly by: 'filter'; readonly filter: JobFilter }
  | { readonly by: 'ids'; readonly requestIds: readonly RequestId[] };

/** All jobs that a hold keeps back. */
export interface HoldSelection {
  readonly by: 'hold';
  readonly name: string;
}

/** Dead letters that wait: every condition that is given must hold. */
export interface WaitingLetters extends Pick<DeadLetterFilter, 'reason' | 'source' | 'since'> {
  /** Set aside before this instant. */
  readonly until?: Instant;
}

export interface LetterSelection {
  readonly by: 'letters';
  readonly filter: WaitingLetters;
}

const texts = z.array(z.string()).exactOptional();
const bound = z.int().transform(instant).exactOptional();

const JobSelectionSchema = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('filter'),
    filter: z.object({
      status: texts,
      jobType: texts,
      tag: z.string().exactOptional(),
      reason: texts,
      cause: texts,
      since: bound,
      until: bound,
    }),
  }),
  z.object({ by: z.literal('ids'), requestIds: z.array(z.string().transform((id) => id as RequestId)) }),
]);

const LetterSelectionSchema = z.object({
  by: z.literal('letters'),
  filter: z.object({
    reason: z.string().exactOptional(),
    source: z.string().exactOptional(),
    since: bound,
    until: bound,
  }),
});

/** The selection of each kind of operation. */
interface Selections {
  readonly retry: JobSelection;
  readonly release: HoldSelection;
  readonly replay: JobSelection;
  readonly redeliver: JobSelection;
  readonly redrive: LetterSelection;
}

export type SelectionOf<Kind extends OperationKind> = Selections[Kind];
export type Selection = SelectionOf<OperationKind>;

/** How the selection of a stored operation is read, by its kind. */
export const SELECTION_SCHEMAS: { readonly [Kind in OperationKind]: z.ZodType<SelectionOf<Kind>> } = {
  retry: JobSelectionSchema,
  release: z.object({ by: z.literal('hold'), name: z.string() }),
  replay: JobSelectionSchema,
  redeliver: JobSelectionSchema,
  redrive: LetterSelectionSchema,
};

/**
 * @param asOf the instant at which an operation is asked for: what changes from then on is not meant, such as
 * what it changes itself
 */
export function filterAsOf(filter: JobFilter, asOf: Instant): JobFilter {
  return { ...filter, until: earliest(filter.until ?? asOf, asOf) };
}
