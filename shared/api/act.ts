/** The words of a person about an act: why it is done. */

import * as z from 'zod';
import { CarriableText } from '../protocol/payload.ts';
import { LIMITS } from './limits.ts';

export const ReasonSchema = CarriableText.min(1, 'must not be empty').max(
  LIMITS.reasonCharacters,
  `must have at most ${LIMITS.reasonCharacters} characters`,
);

export const ActSchema = z
  .strictObject({
    reason: ReasonSchema.optional().meta({
      description: 'Why, in your own words. The audit keeps it for good: no personal data.',
    }),
  })
  .meta({ id: 'Act', description: 'What is said about an act.' });
