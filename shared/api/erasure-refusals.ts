/** Why a call about erasures is refused, and what to do instead. */

import { MAX_RECORDS } from '../jobs/erasures/erasure-states.ts';

export const NO_SUCH_ERASURE = 'Check the ID: erasures list has every receipt there is.';

export const TOO_MANY_RECORDS =
  `More than ${MAX_RECORDS} attempts match, and hardly one person has so many. Narrow it: leave out what others ` +
  'share, such as the address of a team, or name request IDs.';
