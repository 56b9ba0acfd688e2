/** The job that a call's path names. */

import * as z from 'zod';
import { StorableRequestIdSchema } from '../protocol/request-id.ts';
import { JOB } from './examples.ts';

export const JOB_IN_PATH = z.object({
  id: StorableRequestIdSchema.meta({
    description: "A root's ID answers for its whole lineage, that of a later attempt for itself alone.",
    examples: [JOB.completed.requestId],
  }),
});
