/** Exit codes of `enrich`; 1 is left to faults of its own. */
import { USER_ERROR } from '../output/user-error.ts';

export const ALL_ENDED = 0;
export const SOME_NOT_SENT = 3;
export const SOME_UNKNOWN = 4;
/** 128 + SIGINT. */
export const INTERRUPTED = 130;

/** 128 + SIGPIPE. */
export const OUTPUT_CLOSED = 141;

export const EXIT_CODES: Readonly<Record<number, string>> = {
  [ALL_ENDED]: 'every row was sent, and has ended, whichever way',
  [USER_ERROR]: 'nothing, or not all, was done: the message says why',
  [SOME_NOT_SENT]: 'some rows were not sent; the summary, the results and --rejects say why',
  [SOME_UNKNOWN]: 'of some rows it is not known whether they were taken: give the same command again',
  [INTERRUPTED]: 'interrupted; what was finished is kept',
  [OUTPUT_CLOSED]: 'the reader of standard output left before the end',
};
