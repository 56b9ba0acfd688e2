/** Whether a lead would be answered from what is known already, and paid for before. */
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import type { ParsedSubmission } from '../submit/parse-submission.ts';

/**
 * @returns the request ID whose answer a new submission would be given; undefined where it would be sent, as
 * each is while nothing is reused
 */
export async function reusableFor(
  _context: GatewayContext,
  _submission: ParsedSubmission,
): Promise<RequestId | undefined> {
  return undefined;
}
