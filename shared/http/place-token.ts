/** The token of a page: the place where it ended, so that it holds for good. */
import { refuseParameter } from './parameters.ts';

/** @returns how an answer leads to the next page: by nothing on the last one */
export function leadingOn(next: string | undefined): { readonly nextPageToken?: string } {
  return next === undefined ? {} : { nextPageToken: tokenOfText(next) };
}

/**
 * @param token undefined for the first page
 * @returns the place behind which a page begins
 * @throws ProblemError 400 for what no page gave
 */
export function placeIn<Place extends string>(
  token: string | undefined,
  isPlace: (text: string) => text is Place,
): Place | undefined {
  if (token === undefined) return undefined;
  const place = textInToken(token);
  return isPlace(place) ? place : refuseToken();
}

/** @returns a text as one that stands in an address as it is */
export function tokenOfText(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** @returns the text that a token was made of; some other of what no page gave */
export function textInToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}

/** @throws ProblemError 400 always: no page gave the token */
export function refuseToken(): never {
  return refuseParameter('pageToken', 'must be the nextPageToken of the page before, unchanged.');
}
