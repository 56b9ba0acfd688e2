/** A list that is read page by page. */

import type { Job, JobPage } from './job-state.ts';
import { answersByPage } from './page-by-page.ts';

interface PageAnswer {
  readonly value: JobPage;
  /** The text that the page was read from. */
  readonly text: string;
}

type ReadPage = (pageToken: string | undefined) => Promise<PageAnswer>;

/**
 * Jobs, read as they are asked for. Begins anew each time it is iterated.
 * @example
 * for await (const job of gateway.jobs.list({ status: 'failed' })) console.log(job.requestId);
 * for await (const page of gateway.jobs.list({ pageSize: 500 }).pages())
 *   save(page.jobs, page.nextPageToken);
 */
export class JobList implements AsyncIterable<Job> {
  readonly #read: ReadPage;
  readonly #from: string | undefined;

  /** @param from the token to begin with */
  constructor(read: ReadPage, from: string | undefined) {
    this.#read = read;
    this.#from = from;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Job, void, undefined> {
    for await (const { jobs } of this.pages()) yield* jobs;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(): AsyncGenerator<JobPage, void, undefined> {
    for await (const { value } of answersByPage(this.#read, this.#from)) yield value;
  }

  /** The pages as JSON text, exactly as the gateway sent them, for the same reason as `jobs.getText`. */
  async *pageTexts(): AsyncGenerator<string, void, undefined> {
    for await (const { text } of answersByPage(this.#read, this.#from)) yield text;
  }
}
