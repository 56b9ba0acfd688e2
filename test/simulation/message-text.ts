import type { Message } from '../../shared/protocol/message.ts';

/** @returns a message of this text, without attributes */
export function messageOf(text: string): Message {
  return { data: Buffer.from(text), attributes: {} };
}

/** @returns the data of the message in a push */
export function dataPushed(body: Buffer): Buffer {
  return Buffer.from(JSON.parse(String(body)).message.data, 'base64');
}

interface Stated {
  readonly id: string;
  readonly status: string;
  readonly version: string;
}

/**
 * @returns the job, status and version that a response states; undefined when it is no answer with all three
 */
export function statedIn(data: Buffer): Stated | undefined {
  try {
    const { id, status, updateTime: version } = JSON.parse(String(data));
    return id && status && version ? { id, status, version } : undefined;
  } catch {
    return undefined;
  }
}
