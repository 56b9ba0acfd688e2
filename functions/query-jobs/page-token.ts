/** The token of a page of jobs: the place where it ended, and the list that it belongs to. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { refuseToken, textInToken, tokenOfText } from '../../shared/http/place-token.ts';
import type { AskedFilter } from '../../shared/jobs/filter-grammar.ts';
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import { LIST_ORDERS, type ListOrder, type ListPlace } from '../../shared/jobs/list-order.ts';
import { isStorableRequestId, type RequestId } from '../../shared/protocol/request-id.ts';

/** A list as it was asked for. */
export interface AskedList {
  readonly filter: AskedFilter;
  readonly order: ListOrder;
}

/** Where a list goes on. */
export interface Continuation {
  readonly after: ListPlace;
  /**
   * The instant at which the list was first asked for: a time before now means the same on all its pages.
   * undefined in a token of before it was kept.
   */
  readonly askedAt: Instant | undefined;
}

const TokenSchema = z.strictObject({
  order: z.enum(LIST_ORDERS),
  filter: z.string(),
  asked: z.int(),
  id: z.string().refine(isStorableRequestId),
  at: z.int(),
});

/** @returns the token of the page that ended at a place */
export function tokenOf(list: AskedList, place: ListPlace, askedAt: Instant): string {
  const token = {
    order: list.order,
    filter: digestOf(list.filter),
    asked: askedAt,
    id: place.requestId,
    at: place.changedAt,
  } satisfies z.input<typeof TokenSchema>;
  return tokenOfText(JSON.stringify(token));
}

/**
 * @returns where the list goes on. A token of before lists had several orders is a request ID alone, and
 * holds for the order of names, with any filter
 * @throws ProblemError 400 for a token of another list, and for what no page gave
 */
export function readToken(token: string, list: AskedList): Continuation {
  const text = textInToken(token);
  if (isStorableRequestId(text)) {
    requireOrder('name', list.order);
    return { after: { requestId: text, changedAt: instant(0) }, askedAt: undefined };
  }
  const read = TokenSchema.safeParse(parsed(text));
  if (!read.success) return refuseToken();
  const { order, filter, asked, id, at } = read.data;
  requireOrder(order, list.order);
  if (filter !== digestOf(list.filter))
    return refuseParameter(
      'pageToken',
      'is of a list with another filter: repeat the parameters of the page before, or begin without a token.',
    );
  return { after: { requestId: id as RequestId, changedAt: instant(at) }, askedAt: instant(asked) };
}

function requireOrder(order: ListOrder, asked: ListOrder): void {
  if (order !== asked)
    refuseParameter(
      'pageToken',
      `is of a list with orderBy=${order}: give the same, or begin without a token.`,
    );
}

/** Tells filters apart as they were written; the values of a field count, and not their order. */
function digestOf(filter: AskedFilter): string {
  const conditions = Object.entries(filter)
    .map(([name, value]) => [name, Array.isArray(value) ? value.toSorted() : value])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(conditions)).digest('base64url').slice(0, 16);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
