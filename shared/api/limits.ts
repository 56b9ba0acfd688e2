/** Every limit of the HTTP API, once: the router holds to it, the document and the client tell it. */
export const LIMITS = {
  /** Bytes of one submission: a request of 100 kB (docs/protocol.md §2), and room for its other members. */
  submissionBytes: 104_000,
  /** JSON values of one submission, members and entries at all levels: a usual one has some 30. */
  submissionValues: 10_000,
  /** Bytes of a batch, submissions in it, and JSON values of all of them. */
  batchBytes: 10_000_000,
  batchItems: 500,
  batchValues: 250_000,
  /** Bytes of a list of request IDs, IDs in it, and JSON values. */
  requestIdsBytes: 100_000,
  requestIdsValues: 10_000,
  requestIds: 500,
  /** Bytes of what is said about an act of a person, JSON values, and characters of its reason. */
  actBytes: 4_000,
  actValues: 10,
  reasonCharacters: 500,
  /** Bytes of a redrive, and characters of its corrected bytes: base64 of 1 MB, more than is taken in. */
  redriveBytes: 1_400_000,
  correctedCharacters: 1_333_336,
  /** Bytes of a dead letter that are shown as text, too. */
  deadLetterTextBytes: 1_000_000,
  /** Bytes of what is known of a person, JSON values, request IDs, and characters of one thing. */
  erasureBytes: 20_000,
  erasureValues: 200,
  erasureRequestIds: 100,
  identifierCharacters: 1_000,
  /** Jobs, or entries of the audit, of one page. */
  pageSize: 500,
  defaultPageSize: 100,
  /** Attempts that are looked at for one page, where some condition of its filter is in no index. */
  scannedJobs: 2_000,
  /** Bytes of jobs in one answer: Cloud Run lets 32 MiB through (cloud.google.com/run/quotas). */
  answerBytes: 20_000_000,
  /** Seconds that an instance answers with the same counts. */
  countsKeptSeconds: 10,
  /** Counts of one usage: each is an aggregation of the ledger. */
  usageAggregations: 3_000,
  /** Seconds that a call waits for a job's end: ten less than the function may take. */
  waitSeconds: 50,
  /** Seconds that a caller waits before it tries again (`Retry-After`). */
  retryAfterSeconds: 5,
} as const;
