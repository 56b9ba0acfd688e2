/**
 * A LinkedIn user URL. The pattern that Modigie publishes nests quantifiers and backtracks exponentially;
 * this one accepts the same language in linear time (protocol/modigie-pubsub.md §9.6, checked there against
 * random strings).
 */
const LINKEDIN_USER =
  /^(?:\/\/|https?:\/\/)?(?:www\.)?linkedin\.com\/(?:in\/+[\w-]{3,}\/?|pub\/[\w\-/&]{3,})$/;

/** @returns whether Modigie recognises `url` as a LinkedIn user URL and gives it the rel `linkedInUser`. */
export function isLinkedInUserUrl(url: string): boolean {
  return LINKEDIN_USER.test(url);
}
