/** Parameters of a call that answers page by page. */

import * as z from 'zod';
import { intWithin } from '../protocol/int-within.ts';
import { LIMITS } from './limits.ts';

const PAGE_SIZE = `must be a whole number from 1 to ${LIMITS.pageSize}`;

export const PAGING = {
  pageSize: z
    .string()
    .regex(/^\d{1,9}$/, PAGE_SIZE)
    .transform(Number)
    .pipe(intWithin(1, LIMITS.pageSize))
    .default(LIMITS.defaultPageSize)
    .meta({ description: 'How many a page has at most.' }),
  pageToken: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'must be the nextPageToken of the page before, unchanged')
    .exactOptional()
    .meta({ description: 'nextPageToken of the page before.' }),
};
