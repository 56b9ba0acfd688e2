/** A typed client of modigie-gateway, without dependencies: Node.js 20 or later, Deno, browsers. */

export type { SubmitResult } from './batches.ts';
export { GatewayError, GatewayUnreachable, WaitTimeout } from './errors.ts';
export { ModigieGateway } from './gateway.ts';
export type {
  Attempt,
  Counts,
  Health,
  HistoryEntry,
  Job,
  JobFilter,
  JobPage,
  JobStatus,
  SubmittedJob,
} from './job.ts';
export type { GetManyOptions, Jobs, ListOptions, SubmitManyOptions } from './jobs.ts';
export type {
  CallOptions,
  Fetch,
  FetchRequest,
  FetchResponse,
  GatewayOptions,
  Retry,
  Sleep,
} from './options.ts';
export type { JobList } from './pages.ts';
export type { FailureType, Problem, ProblemType, Violation } from './problem.ts';
export type {
  EmailAddress,
  Employment,
  JobType,
  Payload,
  Person,
  PhoneNumber,
  Source,
  Submission,
  Tag,
  Title,
  Url,
} from './submission.ts';
export type { WaitOptions } from './wait.ts';
