/**
 * The client's types are written by hand, so that they read well and need no schema. Here they are held to
 * the schemas: the compiler checks most of it, in `npm run check:types`.
 */
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Answers, BatchResult } from '../../../client/call-table.ts';
import {
  type Attempt,
  type Budget,
  type BudgetList,
  type Counts,
  type EmailAddress,
  type Explanation,
  type Forecast,
  GatewayError,
  type HistoryEntry,
  type Job,
  type JobPage,
  type JobStatus,
  type JobType,
  type ListOptions,
  type Payload,
  type PhoneNumber,
  type Problem,
  type ProblemType,
  type RetryRefusal,
  type Sentence,
  type Submission,
  type Usage,
  type UsageQuery,
} from '../../../client/index.ts';
import type {
  AuditEntry,
  AuditPage,
  Backlog,
  ChargePage,
  ChargesOptions,
  DeadLetter,
  DeadLetterCounts,
  DeadLetterInFull,
  DeadLetterOptions,
  DeadLetterPage,
  Erasure,
  ErasureAsked,
  ErasurePage,
  Hold,
  HoldList,
  HoldOrder,
  LedgerReport,
  Operation,
  OperationList,
  OperationOrder,
  Reconciled,
  ReconciliationOptions,
  Redriven,
  RedriveRefusal,
  ReleaseOrder,
} from '../../../client/operator.ts';
import type { AuditPageSchema } from '../../../shared/api/audit-page.ts';
import type { BacklogSchema } from '../../../shared/api/backlog.ts';
import type { BatchResultsSchema } from '../../../shared/api/batch.ts';
import type { CALLS } from '../../../shared/api/calls.ts';
import type {
  DeadLetterCountsSchema,
  DeadLetterInFullSchema,
  DeadLetterPageSchema,
  DeadLetterSchema,
  RedrivenSchema,
} from '../../../shared/api/dead-letter-schemas.ts';
import type { ErasureAskedSchema, ErasurePageSchema } from '../../../shared/api/erasure-receipt.ts';
import type { ExplanationSchema } from '../../../shared/api/explanation.ts';
import type { Would as ApiWould, ForecastSchema } from '../../../shared/api/forecast-schemas.ts';
import type {
  HoldListSchema,
  HoldOrderSchema,
  HoldSchema,
  ReleaseOrderSchema,
} from '../../../shared/api/hold-schemas.ts';
import type { JobSchema } from '../../../shared/api/job.ts';
import type { LedgerReportSchema } from '../../../shared/api/ledger-report.ts';
import type { CountsSchema, JobListSchema, JobPageSchema } from '../../../shared/api/many-jobs.ts';
import type { BudgetListSchema, UsageSchema } from '../../../shared/api/money-schemas.ts';
import type {
  OperationListSchema,
  OperationOrderSchema,
  OperationSchema,
} from '../../../shared/api/operation-schemas.ts';
import type { ProblemSchema } from '../../../shared/api/problem-schema.ts';
import { PROBLEM_TYPES, type PROBLEMS } from '../../../shared/api/problems.ts';
import type { ChargePageSchema, ReconciliationSchema } from '../../../shared/api/reconcile-schemas.ts';
import type { SubmissionSchema } from '../../../shared/api/submission.ts';
import { OWN_STATUSES, type OwnStatus } from '../../../shared/jobs/statuses.ts';
import { PUBLISHED_STATUSES, type PublishedStatus } from '../../../shared/protocol/job-status.ts';
import { KNOWN_JOB_TYPES } from '../../../shared/protocol/job-types.ts';
import { PayloadSchema } from '../../../shared/protocol/payload.ts';

/** A type without what a tolerant reader leaves open: which strings there are, and who may write. */
type Plain<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Plain<T[Key]> }
      : T;

/** The strings that a type names, without the others that it admits. */
type Known<T extends string> = T extends T ? (T extends Literal<T> ? T : never) : never;
type Literal<T extends string> = string & {} extends T ? never : T;

type RelOf<Of extends { readonly rels?: string[] | null | undefined }> = NonNullable<Of['rels']>[number];

/** The `rels` that the API takes of one kind of entry of a payload. */
function relsIn(list: 'emailAddresses' | 'phoneNumbers'): unknown {
  const { shape } = PayloadSchema.shape[list].unwrap().unwrap().element;
  return shape.rels.unwrap().unwrap().element.options;
}

type Api = typeof CALLS;
type ApiJob = z.output<typeof JobSchema>;
type ApiAuditPage = z.output<typeof AuditPageSchema>;
type ApiErasurePage = z.output<typeof ErasurePageSchema>;

describe('the types of the client', () => {
  it('of submissions are exactly what the API takes', () => {
    expectTypeOf<Plain<Submission>>().toEqualTypeOf<Plain<z.input<typeof SubmissionSchema>>>();
    expectTypeOf<Submission>().toExtend<z.input<typeof SubmissionSchema>>();
    expectTypeOf<Payload>().toEqualTypeOf<Submission['payload']>();
  });

  it('of answers are what the API gives, and admit strings that this version does not know', () => {
    expectTypeOf<Plain<Job>>().toEqualTypeOf<Plain<ApiJob>>();
    expectTypeOf<ApiJob>().toExtend<Job>();
    expectTypeOf<Plain<Attempt>>().toEqualTypeOf<Plain<NonNullable<ApiJob['attempts']>[number]>>();
    expectTypeOf<Plain<HistoryEntry>>().toEqualTypeOf<Plain<ApiJob['history'][number]>>();
    expectTypeOf<Plain<JobPage>>().toEqualTypeOf<Plain<z.output<typeof JobPageSchema>>>();
    expectTypeOf<Plain<AuditPage>>().toEqualTypeOf<Plain<ApiAuditPage>>();
    expectTypeOf<Plain<AuditEntry>>().toEqualTypeOf<Plain<ApiAuditPage['entries'][number]>>();
    expectTypeOf<ApiAuditPage>().toExtend<AuditPage>();
    expectTypeOf<Plain<LedgerReport>>().toEqualTypeOf<Plain<z.output<typeof LedgerReportSchema>>>();
    expectTypeOf<z.output<typeof LedgerReportSchema>>().toExtend<LedgerReport>();
    expectTypeOf<Plain<Operation>>().toEqualTypeOf<Plain<z.input<typeof OperationSchema>>>();
    expectTypeOf<Plain<Hold>>().toEqualTypeOf<Plain<z.input<typeof HoldSchema>>>();
    expectTypeOf<z.input<typeof HoldSchema>>().toExtend<Hold>();
    expectTypeOf<Plain<HoldList>>().toEqualTypeOf<Plain<z.input<typeof HoldListSchema>>>();
    expectTypeOf<keyof HoldOrder>().toEqualTypeOf<keyof z.input<typeof HoldOrderSchema>>();
    expectTypeOf<Plain<ReleaseOrder>>().toEqualTypeOf<Plain<z.input<typeof ReleaseOrderSchema>>>();
    expectTypeOf<Plain<OperationList>>().toEqualTypeOf<Plain<z.input<typeof OperationListSchema>>>();
    type ApiOrder = z.input<typeof OperationOrderSchema>;
    expectTypeOf<OperationOrder['kind']>().toEqualTypeOf<ApiOrder['kind']>();
    expectTypeOf<keyof OperationOrder>().toEqualTypeOf<keyof ApiOrder>();
    expectTypeOf<Plain<DeadLetter>>().toEqualTypeOf<Plain<z.output<typeof DeadLetterSchema>>>();
    expectTypeOf<Plain<DeadLetterInFull>>().toEqualTypeOf<Plain<z.output<typeof DeadLetterInFullSchema>>>();
    expectTypeOf<Plain<DeadLetterPage>>().toEqualTypeOf<Plain<z.output<typeof DeadLetterPageSchema>>>();
    expectTypeOf<Plain<DeadLetterCounts>>().toEqualTypeOf<Plain<z.output<typeof DeadLetterCountsSchema>>>();
    expectTypeOf<Plain<Redriven>>().toEqualTypeOf<Plain<z.output<typeof RedrivenSchema>>>();
    expectTypeOf<Known<DeadLetter['state']>>().toEqualTypeOf<z.output<typeof DeadLetterSchema>['state']>();
    expectTypeOf<Plain<Backlog>>().toEqualTypeOf<Plain<z.output<typeof BacklogSchema>>>();
    expectTypeOf<Plain<BudgetList>>().toEqualTypeOf<Plain<z.output<typeof BudgetListSchema>>>();
    expectTypeOf<z.output<typeof BudgetListSchema>>().toExtend<BudgetList>();
    type ApiBudget = z.output<typeof BudgetListSchema>['budgets'][number];
    expectTypeOf<Known<Budget['at']> | Known<Budget['per']>>().toEqualTypeOf<
      ApiBudget['at'] | ApiBudget['per']
    >();
    expectTypeOf<Plain<Forecast>>().toEqualTypeOf<Plain<z.output<typeof ForecastSchema>>>();
    expectTypeOf<z.output<typeof ForecastSchema>>().toExtend<Forecast>();
    expectTypeOf<Known<Forecast['results'][number]['would']>>().toEqualTypeOf<ApiWould>();
    expectTypeOf<Plain<Usage>>().toEqualTypeOf<Plain<z.output<typeof UsageSchema>>>();
    expectTypeOf<Plain<Reconciled>>().toEqualTypeOf<Plain<z.output<typeof ReconciliationSchema>>>();
    expectTypeOf<Plain<ChargePage>>().toEqualTypeOf<Plain<z.output<typeof ChargePageSchema>>>();
    expectTypeOf<z.output<typeof ChargePageSchema>>().toExtend<ChargePage>();
    expectTypeOf<Plain<ErasurePage>>().toEqualTypeOf<Plain<ApiErasurePage>>();
    expectTypeOf<Plain<Erasure>>().toEqualTypeOf<Plain<ApiErasurePage['erasures'][number]>>();
    expectTypeOf<ApiErasurePage>().toExtend<ErasurePage>();
    expectTypeOf<Plain<ErasureAsked>>().toEqualTypeOf<Plain<z.input<typeof ErasureAskedSchema>>>();
    expectTypeOf<Plain<Counts>>().toEqualTypeOf<Plain<z.output<typeof CountsSchema>>>();
    expectTypeOf<Plain<Explanation>>().toEqualTypeOf<Plain<z.output<typeof ExplanationSchema>>>();
    expectTypeOf<Explanation['sentences'][number]>().toEqualTypeOf<Sentence>();
    expectTypeOf<Plain<Problem>>().toEqualTypeOf<Plain<z.output<typeof ProblemSchema>>>();
    expectTypeOf<Known<RetryRefusal> | Known<RedriveRefusal>>().toEqualTypeOf<
      NonNullable<z.output<typeof ProblemSchema>['reason']>
    >();
    expectTypeOf<Known<Job['origin']>>().toEqualTypeOf<ApiJob['origin']>();
    expectTypeOf<Known<Exclude<Job['publishFailure'], null>>>().toEqualTypeOf<
      NonNullable<ApiJob['publishFailure']>
    >();
    expectTypeOf<'a new status'>().toExtend<JobStatus>();
  });

  it('know what each call answers with', () => {
    expectTypeOf<keyof Answers>().toEqualTypeOf<keyof Api>();
    expectTypeOf<z.output<Api['getHealth']['responses'][200]['schema']>>().toExtend<Answers['getHealth']>();
    expectTypeOf<z.output<typeof JobListSchema>>().toExtend<Answers['batchGetJobs']>();
    expectTypeOf<z.output<typeof BatchResultsSchema>['results'][number]>().toExtend<BatchResult>();
  });

  it('of filters are the parameters of the list', () => {
    expectTypeOf<keyof DeadLetterOptions>().toEqualTypeOf<keyof z.input<Api['listDeadLetters']['query']>>();
    expectTypeOf<keyof UsageQuery>().toEqualTypeOf<keyof z.input<Api['getUsage']['query']>>();
    expectTypeOf<keyof ReconciliationOptions>().toEqualTypeOf<
      keyof z.input<Api['getReconciliation']['query']>
    >();
    expectTypeOf<keyof ChargesOptions>().toEqualTypeOf<keyof z.input<Api['listCharges']['query']>>();
    expectTypeOf<keyof ListOptions>().toEqualTypeOf<keyof z.input<Api['listJobs']['query']>>();
    expectTypeOf<keyof z.input<Api['countJobs']['query']>>().toExtend<keyof ListOptions>();
  });

  it('name every kind of problem', () => {
    expectTypeOf<ProblemType>().toEqualTypeOf<keyof typeof PROBLEMS>();
    const types: Readonly<Record<ProblemType, true>> = {
      'not-json': true,
      'invalid-parameter': true,
      unauthenticated: true,
      forbidden: true,
      'not-found': true,
      'job-not-found': true,
      'job-type-not-found': true,
      'hold-not-found': true,
      'operation-not-found': true,
      'dead-letter-not-found': true,
      'erasure-not-found': true,
      'method-not-allowed': true,
      'request-id-reused': true,
      'not-retryable': true,
      'not-replayable': true,
      'not-redeliverable': true,
      'operation-key-reused': true,
      'operation-ended': true,
      'dead-letter-conflict': true,
      'too-large': true,
      'unsupported-media-type': true,
      invalid: true,
      'erasure-too-large': true,
      'over-budget': true,
      internal: true,
      unavailable: true,
    };
    expect(Object.keys(types)).toEqual(PROBLEM_TYPES);
  });

  it('name the statuses that are known', () => {
    expectTypeOf<Known<JobStatus>>().toEqualTypeOf<OwnStatus | PublishedStatus>();
    const statuses: Readonly<Record<Known<JobStatus>, true>> = {
      accepted: true,
      published: true,
      refused: true,
      withdrawn: true,
      discarded: true,
      unanswered: true,
      erased: true,
      'over-budget': true,
      reused: true,
      created: true,
      validated: true,
      enqueued: true,
      dispatching: true,
      processing: true,
      rejected: true,
      canceled: true,
      failed: true,
      completed: true,
    };
    expect(Object.keys(statuses)).toEqual([...OWN_STATUSES, ...PUBLISHED_STATUSES]);
  });

  it('name the job types that are known', () => {
    const jobTypes: Readonly<Record<Known<JobType>, true>> = {
      enrichMobile: true,
      enrichLinkedIn: true,
      verifyEmployment: true,
      verifyEmploymentHygiene: true,
      verifyMobile: true,
    };
    expect(Object.keys(jobTypes)).toEqual([...KNOWN_JOB_TYPES.keys()]);
  });

  it('name what an address or a number may be for', () => {
    const ofEmail: Readonly<Record<RelOf<EmailAddress>, true>> = {
      business: true,
      personal: true,
      sms: true,
      other: true,
    };
    const ofPhone: Readonly<Record<RelOf<PhoneNumber>, true>> = {
      business: true,
      personal: true,
      other: true,
    };
    expect(relsIn('emailAddresses')).toEqual(Object.keys(ofEmail));
    expect(relsIn('phoneNumbers')).toEqual(Object.keys(ofPhone));
  });

  it('narrow an error by its kind', () => {
    const error = new GatewayError({ status: 429, type: 'over-budget', title: '', detail: '' });
    expect(error.is('over-budget')).toBe(true);
    if (error.is('over-budget')) expectTypeOf(error.type).toEqualTypeOf<'over-budget'>();
    // @ts-expect-error there is no such kind
    expect(error.is('over-budgte')).toBe(false);
  });
});
