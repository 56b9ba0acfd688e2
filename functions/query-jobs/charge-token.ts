/** The token of a page of charges: the place where it ended, and the period that it belongs to. */
import * as z from 'zod';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { refuseToken, textInToken, tokenOfText } from '../../shared/http/place-token.ts';
import { type Day, dayFrom } from '../../shared/jobs/money/day.ts';
import { isStorableRequestId, type RequestId } from '../../shared/protocol/request-id.ts';
import type { ChargePlace } from '../../shared/use-cases/money/read-charges.ts';

const TokenSchema = z.strictObject({
  period: z.string(),
  day: z.string().refine((text) => dayFrom(text) !== undefined),
  external: z.boolean(),
  id: z.string().refine(isStorableRequestId).optional(),
});

/** @returns the token of the page behind a place */
export function chargeToken({ day, external, after }: ChargePlace, period: string): string {
  return tokenOfText(
    JSON.stringify({ period, day, external, id: after } satisfies z.input<typeof TokenSchema>),
  );
}

/**
 * @returns where the list goes on
 * @throws ProblemError 400 for a token of another period, and for what no page gave
 */
export function readChargeToken(token: string, period: string): ChargePlace {
  const read = TokenSchema.safeParse(parsed(textInToken(token)));
  if (!read.success) return refuseToken();
  const { period: listed, day, external, id } = read.data;
  if (listed !== period)
    return refuseParameter(
      'pageToken',
      `is of a list of ${listed}: give the same month or day, or begin without a token.`,
    );
  if (!day.startsWith(period)) return refuseToken();
  return { day: day as Day, external, after: id as RequestId | undefined };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
