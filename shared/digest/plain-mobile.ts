/** A telephone number as a CRM gets it. */
import type { MobileFact } from './facts.ts';

/** ITU-T E.164: up to 15 digits, and no country code begins with 0. */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Of a number's forms only the one that was written is documented (docs/protocol.md §5.4): with a plus sign
 * before it, its digits are all that E.164 has.
 * @returns the number in E.164; undefined when it cannot be told
 */
export function plainMobile({ e164, raw }: Pick<MobileFact, 'e164' | 'raw'>): string | undefined {
  return [e164 ?? '', raw].map((text) => text.replaceAll(/[\s().-]/g, '')).find((text) => E164.test(text));
}
