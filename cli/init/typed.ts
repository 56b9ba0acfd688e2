/** Values as a person types them, or pastes them: read, or answered with what to give instead. */

import { homedir } from 'node:os';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import { isStorableRequestId } from '../../shared/protocol/request-id.ts';

/** `problem` is a sentence that says what to give. */
export type Typed = { readonly value: string } | { readonly problem: string };

const NAME = /^projects\/[^/\s]+\/(topics|subscriptions)\/[^/\s]+$/;

export function typedRepositoryId(text: string): Typed {
  const value = bare(text);
  return isStorableRequestId(value)
    ? { value }
    : { problem: 'It must be 1 to 128 letters, digits and . _ ~ - (ASCII), as Modigie gave it.' };
}

export function typedJobType(text: string): Typed {
  const value = bare(text);
  const known = [...KNOWN_JOB_TYPES.keys()];
  if (value === '' || /[\s=/]/.test(value))
    return { problem: `It must be the name of a job type, such as ${known.join(', ')}.` };
  const meant = known.find((name) => name !== value && name.toLowerCase() === value.toLowerCase());
  return meant === undefined ? { value } : { problem: `It is written ${meant}.` };
}

export function typedTopic(text: string): Typed {
  return typedName(text, 'topics');
}

export function typedSubscription(text: string): Typed {
  return typedName(text, 'subscriptions');
}

const EXAMPLES = {
  topics: 'projects/PROJECT/topics/TOPIC',
  subscriptions: 'projects/PROJECT/subscriptions/SUBSCRIPTION',
} as const;

function typedName(text: string, kind: keyof typeof EXAMPLES): Typed {
  // As IAM and audit logs have it.
  const value = bare(text).replace(/^\/\/pubsub\.googleapis\.com\//, '');
  const example = EXAMPLES[kind];
  const found = NAME.exec(value)?.[1];
  if (found === kind) return { value };
  if (found === 'topics')
    return { problem: `That is a topic: give the subscription of its answers, ${example}.` };
  if (found === 'subscriptions') return { problem: `That is a subscription: give the topic, ${example}.` };
  if (value !== '' && !/[/\s]/.test(value))
    return { problem: `That is an ID alone: give the full name, with its project, ${example}.` };
  return { problem: `It must be a full name: ${example}.` };
}

export function typedAccount(text: string): Typed {
  const value = bare(text);
  return /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/.test(value)
    ? { value }
    : { problem: 'It must be the e-mail address of a service account, …@….iam.gserviceaccount.com.' };
}

/** @returns the path as a shell would have read it */
export function typedPath(text: string): string {
  return bare(text).replace(/^~(?=\/|$)/, homedir());
}

/** Without the quotes and white space that come along when it is pasted. */
function bare(text: string): string {
  const trimmed = text.trim();
  return /^(['"`]).*\1$/s.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
}
