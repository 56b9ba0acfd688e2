/** A typed client of modigie-gateway, without dependencies: Node.js 20.3 or later, Deno, browsers. */

export type { SubmitResult } from './batches.ts';
export { GatewayError, GatewayUnreachable, WaitTimeout } from './call-errors.ts';
export type { Decision, Digest, Digested, Facts, Patch } from './digest-state.ts';
export type {
  BudgetForecast,
  Forecast,
  ForecastItem,
  ForecastKind,
  ForecastSummary,
  GoogleOperations,
  Would,
} from './forecast-state.ts';
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
} from './job-input.ts';
export type { JobList } from './job-list.ts';
export type {
  Attempt,
  CountFilter,
  Counts,
  Explanation,
  Health,
  HistoryEntry,
  Job,
  JobFilter,
  JobPage,
  JobStatus,
  Sentence,
  SubmittedJob,
} from './job-state.ts';
export type {
  GetManyOptions,
  GetOptions,
  Jobs,
  ListOptions,
  RetryOptions,
  SubmitManyOptions,
} from './jobs.ts';
export { ModigieGateway } from './modigie-gateway.ts';
export type { Money, UsageQuery } from './money.ts';
export type { Budget, BudgetList, Usage, UsageRow, UsageSums } from './money-state.ts';
export type {
  CallOptions,
  Fetch,
  FetchRequest,
  FetchResponse,
  GatewayOptions,
  Retry,
  Sleep,
} from './options.ts';
export type { FailureType, Problem, ProblemType, RetryRefusal, Violation } from './refusal.ts';
export type { WaitOptions } from './wait.ts';
