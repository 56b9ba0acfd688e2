/**
 * Events and records that the tests of `shared/jobs/` are told with. Records are made by the code under test,
 * so a test makes them while it runs: then `npm run mutation` knows which tests a change concerns.
 */
import type { JobEvent } from '../../../shared/jobs/events.ts';
import type { Hold } from '../../../shared/jobs/holds/hold.ts';
import type { JobRecord, PublishFailure } from '../../../shared/jobs/job-record.ts';
import type { RequestContent } from '../../../shared/jobs/request-content.ts';
import type { Discard } from '../../../shared/protocol/response.ts';
import {
  type AnswerFields,
  answer,
  CONTENT,
  id,
  messageIdOf,
  publishedRecord,
  START,
} from '../../fixtures.ts';
import { given, NOW } from './given.ts';

/** Later than every other version in these tests. */
export const A_LATER_VERSION = '2026-03-05T00:00:00.000000Z';

const DISCARD: Discard = {
  kind: 'discard',
  repositoryId: null,
  reasonType: 'DuplicateJobIdError',
  messageId: messageIdOf('m-lead-1'),
};

export const TIMER_DUE: JobEvent = { type: 'timer-due' };
export const RETRY_ASKED: JobEvent = { type: 'retry-asked', by: null };
export const DISCARDED: JobEvent = { type: 'discarded', discard: DISCARD };

export function submitted(content: RequestContent = CONTENT, requestId = 'lead-1'): JobEvent {
  return { type: 'submitted', requestId: id(requestId), content, requestedBy: null, team: null, trace: null };
}

export function published(messageId: string): JobEvent {
  return { type: 'published', messageId: messageIdOf(messageId) };
}

export function publishFailed(failure: PublishFailure): JobEvent {
  return { type: 'publish-failed', failure, maybeSent: failure === 'unavailable' };
}

export function answered(fields: AnswerFields): JobEvent {
  return { type: 'answered', answer: answer(fields) };
}

export function retried(successorId: string): JobEvent {
  return { type: 'retried', successorId: id(successorId) };
}

export function delivered(key: string): JobEvent {
  return { type: 'delivered', key };
}

/** An attempt that was submitted at NOW, and not published yet. */
export function acceptedRecord(requestId = 'lead-1'): JobRecord {
  return given(undefined).when(submitted(CONTENT, requestId)).record;
}

/** An attempt whose status Modigie reported last; an ending, unless it is a status on the way. */
export function answeredRecord(status: string, reasonType?: string, requestId = 'lead-1'): JobRecord {
  const reason = reasonType === undefined ? null : { reasonType };
  return given(publishedRecord(requestId)).when(answered({ status, reason })).record;
}

/** A completed job whose result was delivered. */
export function deliveredRecord(fields: AnswerFields = {}): JobRecord {
  return given(publishedRecord())
    .when(answered({ ...fields, status: 'completed' }))
    .when(delivered('lead-1/completed')).record;
}

/** A lineage's third attempt, published. */
export function thirdAttempt(): JobRecord {
  const lineage = { rootId: id('lead-1'), attempt: 3, retryOf: id('lead-1~2'), retriedBy: null };
  return { ...publishedRecord('lead-1~3'), lineage };
}

/** The attempt after one that was never answered, before it is published. */
export function successorRecord(): JobRecord {
  const [effect] = given({ ...publishedRecord(), status: 'unanswered', endedAt: NOW }).when(
    RETRY_ASKED,
  ).effects;
  if (effect?.type !== 'create-successor') throw new Error('A retry creates a successor.');
  return effect.successor;
}

/** A hold of the job type of these tests, placed when they begin. */
export const HOLD: Hold = {
  name: 'enrichMobile',
  origin: 'operator',
  by: 'ops@acme.example',
  reason: 'numbers come back empty',
  since: START,
  until: null,
  ended: null,
};

/** An attempt that was submitted at NOW, and met the hold. */
export function heldRecord(requestId = 'lead-1'): JobRecord {
  return given(acceptedRecord(requestId)).when({ type: 'held-back', by: HOLD.name }).record;
}
