/** Why a call about erasures is refused, and what to do instead. */

import { MAX_RECORDS } from '../jobs/erasures/erasure-states.ts';
import { LIMITS } from './limits.ts';

export const NO_SUCH_ERASURE = 'Check the ID: erasures list has every receipt there is.';

export const TOO_MANY_RECORDS =
  `More than ${MAX_RECORDS} attempts match, and hardly one person has so many. Narrow it: leave out what others ` +
  'share, such as the address of a team, or name request IDs.';

/** Of an erasure that was prepared when there were fewer. */
export const TOO_MANY_BY_NOW =
  `More than ${MAX_RECORDS} attempts match by now, and nothing was erased. What a receipt looks for is fixed, and it ` +
  "does not go on by itself: prepare others by the request IDs of the person's leads, at most " +
  `${LIMITS.erasureRequestIds} in each, and run those.`;
