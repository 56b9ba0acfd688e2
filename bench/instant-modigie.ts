/** Modigie without any time of its own: six answers for each request at once, kept nowhere. */
import type { ModigieWire } from '../local/standalone/modigie-wire.ts';
import type { Message, MessageId, ReceivedMessage } from '../shared/protocol/message.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';

const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
const FOUND = { phoneNumber: { userFormat: '+1 919 555 0150' }, phoneType: 'mobile' };
const EVENTS = { appendMobile: { code: 'appended' }, verifyEmployment: { code: 'verified' } };

type Process = (message: ReceivedMessage) => Promise<boolean>;

/** @param repositoryId whose jobs its answers are about */
export function instantModigie(repositoryId: string): ModigieWire {
  let process: Process | undefined;
  const waiting: ReceivedMessage[] = [];
  const give = () => {
    if (process) for (const message of waiting.splice(0)) void process(message);
  };
  let published = 0;
  const publishAll = async (_topic: string, messages: readonly Message[]) =>
    messages.map((message) => {
      published += 1;
      waiting.push(...answersTo(message, { repositoryId, number: published }));
      if (waiting.length > 0) setImmediate(give);
      return String(published) as MessageId;
    });
  const publish = async (topic: string, message: Message) =>
    (await publishAll(topic, [message]))[0] ?? ('0' as MessageId);
  const publisher = { publish, publishAll };
  return {
    asApplication: publisher,
    asGateway: publisher,
    pull: async (_name, { signal }, take) => {
      process = take;
      give();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      return { acknowledged: 0, returned: 0 };
    },
    close: async () => undefined,
  };
}

function answersTo(
  { data, attributes }: Message,
  { repositoryId, number }: { readonly repositoryId: string; readonly number: number },
): ReceivedMessage[] {
  const { payload } = JSON.parse(data.toString());
  const id = attributes['modigieJobRequestId'] ?? '';
  const now = Date.now();
  return STATUSES.map((status, i) => {
    const updateTime = timestampOf(now + i);
    const isEnd = status === 'completed';
    const job = {
      id,
      name: `repositories/${repositoryId}/jobs/${id}`,
      jobType: 'enrichMobile',
      createTime: timestampOf(now),
      updateTime,
      endTime: isEnd ? updateTime : null,
      status,
      reason: null,
      events: isEnd ? EVENTS : {},
      repository: { id: repositoryId },
      payload: isEnd ? { ...payload, phoneNumbers: [FOUND] } : payload,
      priority: 50,
    };
    const body = Buffer.from(JSON.stringify(job));
    return { messageId: `${number}-${i}` as MessageId, publishTime: updateTime, data: body, attributes: {} };
  });
}
