/** How much of something is shown: all of it, or what a list needs and nothing of a person. */

import * as z from 'zod';

const VIEWS = ['full', 'brief'] as const;
export type View = (typeof VIEWS)[number];

/** Most of a job's view is what lists need; the rest is of a person. */
export const JOB_VIEW = viewParameter(
  'brief leaves out what Modigie knows of the person: job is null. To see it, and what was sent, an operator ' +
    'calls POST /v1/jobs/{id}:reveal, which the audit tells.',
);

/** @param brief what a brief view leaves out, as a sentence */
export function viewParameter(brief: string) {
  return {
    view: z
      .enum(VIEWS, `must be ${VIEWS.join(' or ')}`)
      .default('full')
      .meta({ description: `full has everything. ${brief}` }),
  };
}
