import { ActSchema } from './act.ts';
import { ACT } from './examples.ts';
import { LIMITS } from './limits.ts';

/** The body of a call for one act: it may be left out. Another act has it with `content` of its own. */
export const ACT_BODY = {
  optional: true,
  maxBytes: LIMITS.actBytes,
  maxValues: LIMITS.actValues,
  checkedBy: 'router',
  content: { 'application/json': { schema: ActSchema, example: ACT } },
} as const;
