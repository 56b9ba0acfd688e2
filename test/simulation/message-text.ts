import type { Message } from '../../shared/protocol/message.ts';

/** @returns a message of this text, without attributes */
export function messageOf(text: string): Message {
  return { data: Buffer.from(text), attributes: {} };
}

/** The job, status and version that a response states; undefined when it is no answer. */
export function statedIn(data: Buffer): { id?: string; status?: string; updateTime?: string } | undefined {
  try {
    const value = JSON.parse(String(data));
    return typeof value?.id === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
