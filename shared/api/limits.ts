/** Every limit of the HTTP API, once: the router holds to it, the document and the client tell it. */
export const LIMITS = {
  /** Bytes of one submission: a request of 100 kB (docs/protocol.md §2), and room for its other members. */
  submissionBytes: 104_000,
  /** Bytes of a batch, and submissions in it. */
  batchBytes: 10_000_000,
  batchItems: 500,
  /** Bytes of a list of request IDs, and IDs in it. */
  requestIdsBytes: 100_000,
  requestIds: 500,
  /** Jobs of one page. */
  pageSize: 500,
  defaultPageSize: 100,
  /** Bytes of jobs in one answer: Cloud Run lets 32 MiB through (cloud.google.com/run/quotas). */
  answerBytes: 20_000_000,
  /** Seconds that a caller waits before it tries again (`Retry-After`). */
  retryAfterSeconds: 5,
} as const;
