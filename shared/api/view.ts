/** How much of something is shown: all of it, or what a list needs and nothing of a person. */

import * as z from 'zod';

const VIEWS = ['full', 'brief'] as const;
export type View = (typeof VIEWS)[number];

/** @param brief what a brief view leaves out, as a sentence */
export function viewParameter(brief: string) {
  return {
    view: z
      .enum(VIEWS, `must be ${VIEWS.join(' or ')}`)
      .default('full')
      .meta({ description: `full has everything. ${brief}` }),
  };
}
