/** A list that is read page by page. */

import type { Job, JobPage } from './job-state.ts';

/**
 * Jobs, read as they are asked for. Begins anew each time it is iterated.
 * @example
 * for await (const job of gateway.jobs.list({ status: 'failed' })) console.log(job.requestId);
 * for await (const page of gateway.jobs.list({ pageSize: 500 }).pages())
 *   save(page.jobs, page.nextPageToken);
 */
export class JobList implements AsyncIterable<Job> {
  readonly #read: (pageToken: string | undefined) => Promise<JobPage>;
  readonly #from: string | undefined;

  /** @param from the token to begin with */
  constructor(read: (pageToken: string | undefined) => Promise<JobPage>, from: string | undefined) {
    this.#read = read;
    this.#from = from;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Job, void, undefined> {
    for await (const { jobs } of this.pages()) yield* jobs;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(): AsyncGenerator<JobPage, void, undefined> {
    let token = this.#from;
    do {
      const page = await this.#read(token);
      yield page;
      token = page.nextPageToken;
    } while (token !== undefined);
  }
}
