/**
 * A LinkedIn user URL (docs/protocol.md §2.5). Modigie's published pattern nests quantifiers and backtracks
 * exponentially. This one accepts the same language in linear time: `test/unit/protocol/linkedin.test.ts`
 * compares the two on generated strings.
 */
const LINKEDIN_USER =
  /^(?:\/\/|https?:\/\/)?(?:www\.)?linkedin\.com\/(?:in\/+[\w-]{3,}\/?|pub\/[\w\-/&]{3,})$/;

/** @returns whether Modigie recognises `url` as a LinkedIn user URL and gives it the rel `linkedInUser`. */
export function isLinkedInUserUrl(url: string): boolean {
  return LINKEDIN_USER.test(url);
}
