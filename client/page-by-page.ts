/** Reading page by page. */

export interface Paging {
  /** How many a page has at most: 100 by default, 500 at most. */
  readonly pageSize?: number | undefined;
  /** `nextPageToken` of the page to go on after. */
  readonly pageToken?: string | undefined;
}

interface PageAnswer {
  readonly value: { readonly nextPageToken?: string | undefined };
}

/**
 * @param read reads the page behind a token; without one the first page
 * @returns an answer for each page, from a token on, until one names no further page
 */
export async function* answersByPage<Answer extends PageAnswer>(
  read: (pageToken: string | undefined) => Promise<Answer>,
  from?: string,
): AsyncGenerator<Answer, void, undefined> {
  let token = from;
  do {
    const answer = await read(token);
    yield answer;
    token = answer.value.nextPageToken;
  } while (token !== undefined);
}
