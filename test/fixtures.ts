/** Fixtures of the tests: a gateway in memory, requests, answers. */

import { setImmediate } from 'node:timers/promises';
import type * as z from 'zod';
import { MemoryAuditLog } from '../shared/adapters/memory/audit-log.ts';
import { MemoryDeadLetterStore } from '../shared/adapters/memory/dead-letters.ts';
import { MemoryErasureLedger } from '../shared/adapters/memory/erasure-ledger.ts';
import { MemoryHolds } from '../shared/adapters/memory/holds.ts';
import { MemoryJobStore } from '../shared/adapters/memory/job-store.ts';
import { MemoryOperationStore } from '../shared/adapters/memory/operation-store.ts';
import { refusalOf } from '../shared/adapters/pubsub/message-limits.ts';
import { decide } from '../shared/jobs/decide.ts';
import { type Instant, instant, later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import type { Moment } from '../shared/jobs/moment.ts';
import { BudgetLimitsSchema } from '../shared/jobs/money/budget-limits.ts';
import type { ReuseRules } from '../shared/jobs/money/reuse-rules.ts';
import type { Showback } from '../shared/jobs/money/showback.ts';
import type { Peppers } from '../shared/jobs/persons/peppers.ts';
import { DEFAULT_POLICY } from '../shared/jobs/policy.ts';
import { submittedRecord } from '../shared/jobs/records.ts';
import { contentOf, type Request, type RequestContent } from '../shared/jobs/request-content.ts';
import { StoreUnavailableError } from '../shared/ports/errors.ts';
import type { Publisher } from '../shared/ports/publisher.ts';
import { requirementsOf } from '../shared/protocol/job-types.ts';
import type { Message, MessageId, ReceivedMessage } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { type Answer, parseResponse } from '../shared/protocol/response.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import type { LogEventName, LogFields } from '../shared/telemetry/log-events.ts';
import { createContext, type GatewayContext } from '../shared/use-cases/context.ts';
import { publisherOf } from './one-by-one.ts';

/** 2026-03-01T00:00:00Z, the moment that tests begin at. */
export const START = instant(Date.UTC(2026, 2, 1));
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const PAYLOAD = {
  person: { firstName: 'Ingrid', lastName: 'Lindqvist' },
  employment: { company: { title: 'Hollander Freight' } },
};
export const REQUEST: Request = {
  jobType: 'enrichMobile',
  payload: PAYLOAD,
  priority: null,
  expireAfter: null,
};

/** Where the tests' requests go. */
const ROUTE = { topic: 'projects/m/topics/enrichMobile', priorityCarrier: { in: 'body' } } as const;

/** The request, but for some members, as the ledger keeps it. */
export function contentWith(more: Partial<Request>): RequestContent {
  return contentOf({ ...REQUEST, ...more }, ROUTE);
}

export const CONTENT: RequestContent = contentWith({});

/** The default policy at the moment that tests begin at. */
export const AT_START: Moment = { policy: DEFAULT_POLICY, now: START };

export function id(text: string): RequestId {
  return text as RequestId;
}

export function messageIdOf(text: string): MessageId {
  return text as MessageId;
}

export function submission(requestId = 'lead-1_enrichMobile_1', more: object = {}) {
  return { requestId, jobType: 'enrichMobile', payload: PAYLOAD, ...more };
}

/** A message as it comes in, on the company's intake topic or on Modigie's response subscription. */
export function received(data: string | Buffer, attributes: Record<string, string> = {}): ReceivedMessage {
  const messageId = messageIdOf('in-1');
  return { messageId, publishTime: timestampOf(START), data: Buffer.from(data), attributes };
}

/** An attempt that was published a second after it was submitted. */
export function publishedRecord(requestId = 'lead-1', content = CONTENT): JobRecord {
  const record = submittedRecord(id(requestId), content, AT_START);
  const { record: published } = decide(
    record,
    { type: 'published', messageId: messageIdOf(`m-${requestId}`) },
    DEFAULT_POLICY,
    later(START, 1000),
  );
  if (!published) throw new Error('A record stays a record.');
  return published;
}

export interface AnswerFields {
  readonly id?: string;
  readonly status?: string;
  readonly updateTime?: string;
  readonly reason?: object | null;
  readonly [field: string]: unknown;
}

export function answerBody(fields: AnswerFields = {}): string {
  return JSON.stringify({
    id: 'lead-1',
    jobType: 'enrichMobile',
    status: 'completed',
    updateTime: timestampOf(later(START, MINUTE)),
    ...fields,
  });
}

export function answer(fields: AnswerFields = {}): Answer {
  const parsed = parseResponse({
    data: Buffer.from(answerBody(fields)),
    attributes: {},
    publishTime: timestampOf(START),
  });
  if (parsed.kind !== 'answer') throw new Error(parsed.kind);
  return parsed;
}

/** A publisher that keeps what it is given. */
class RecordingPublisher implements Publisher {
  readonly sent: { readonly topic: string; readonly message: Message; readonly messageId: MessageId }[] = [];
  failWith: Error | undefined;

  async publish(topic: string, message: Message): Promise<MessageId> {
    const refused = refusalOf(message);
    if (this.failWith ?? refused) throw this.failWith ?? refused;
    const messageId = messageIdOf(`msg-${this.sent.length + 1}`);
    this.sent.push({ topic, message, messageId });
    return messageId;
  }

  publishAll(topic: string, messages: readonly Message[]) {
    return publisherOf((to, message) => this.publish(to, message)).publishAll(topic, messages);
  }

  to(topic: string) {
    return this.sent.filter((one) => one.topic === topic);
  }

  /** The request IDs that requests were published for, in order. */
  requestIds(): (string | undefined)[] {
    return this.to(TOPICS.requests).map(({ message }) => message.attributes['modigieJobRequestId']);
  }
}

export interface TestGateway extends GatewayContext {
  readonly store: MemoryJobStore;
  readonly audit: MemoryAuditLog;
  readonly operations: MemoryOperationStore;
  readonly deadLetters: MemoryDeadLetterStore;
  readonly intakeTopic: string;
  readonly erasures: MemoryErasureLedger;
  readonly published: RecordingPublisher;
  readonly events: { readonly name: LogEventName; readonly fields: LogFields }[];
  readonly clock: { time: Instant; now(): Instant; sleep(ms: number): Promise<void> };
}

/** @returns the messages that were set aside, in order: what is kept of each, and its bytes as `data` */
export function setAsideBy({ deadLetters }: Pick<TestGateway, 'deadLetters'>) {
  return deadLetters.kept().map(({ letter, body }) => ({ ...letter, data: body }));
}

/** The store takes no dead letter any more: those that come go to the topic. */
export function closeDeadLetters(
  { deadLetters }: Pick<TestGateway, 'deadLetters'>,
  fault: Error = new StoreUnavailableError(),
): void {
  Object.assign(deadLetters, { create: () => Promise.reject(fault) });
}

export const TOPICS = {
  intake: 'projects/p/topics/intake',
  requests: 'projects/m/topics/enrichMobile',
  results: 'projects/p/topics/results',
  deadLetters: 'projects/p/topics/dead-letters',
};

/** The pepper that persons are keyed with in tests. */
export const PEPPERS: Peppers = [{ version: '1', secret: 'a-secret-of-the-tests-0123456789abcdef' }];

/** A gateway in memory whose time stands still until a test moves it. */
export function testGateway(
  options: {
    /** Their tags are showback tags. */
    readonly budgets?: z.input<typeof BudgetLimitsSchema>;
    readonly showback?: Showback;
    readonly reuse?: ReuseRules;
    readonly peppers?: Peppers;
    /** One that several gateways share. */
    readonly store?: MemoryJobStore;
  } = {},
): TestGateway {
  const peppers = options.peppers ?? PEPPERS;
  const budgets = BudgetLimitsSchema.parse(options.budgets ?? []);
  const published = new RecordingPublisher();
  const events: TestGateway['events'] = [];
  const clock = { time: START as Instant, now: () => clock.time, sleep: () => setImmediate() };
  const people = {
    audit: new MemoryAuditLog(),
    operations: new MemoryOperationStore(),
    erasures: new MemoryErasureLedger(),
  };
  const deadLetters = new MemoryDeadLetterStore({ peppers });
  const store = options.store ?? new MemoryJobStore({ peppers });
  const context = createContext({
    repositoryId: 'repository-1',
    store,
    holds: new MemoryHolds(),
    asApplication: published,
    asGateway: published,
    clock,
    jobTypes: new Map([
      ['enrichMobile', { topic: TOPICS.requests, requirements: requirementsOf('enrichMobile') }],
    ]),
    resultsTopic: TOPICS.results,
    deadLetters,
    deadLetterTopic: TOPICS.deadLetters,
    priorityCarrier: { in: 'body' },
    peppers,
    budgets,
    showback: options.showback ?? showbackOf(budgets.flatMap(({ tag = [] }) => tag)),
    ...(options.reuse && { reuse: options.reuse }),
    telemetry: { emit: (name, fields = {}) => void events.push({ name, fields }) },
  });
  const intakeTopic = TOPICS.intake;
  return { ...context, store, deadLetters, intakeTopic, ...people, clock, published, events };
}

/** @param tags `name=value` */
export function showbackOf(tags: readonly string[]): Showback {
  const showback = new Map<string, Set<string>>();
  for (const tag of tags) {
    const [name = '', value = ''] = tag.split('=');
    showback.set(name, (showback.get(name) ?? new Set()).add(value));
  }
  return showback;
}
