/** A list of leads that is dropped on the console, and so came as bytes: read as `enrich` reads a file. */
import { LIMITS } from '../../../shared/api/limits.ts';
import type { Requirements } from '../../../shared/protocol/job-types.ts';
import { type Lead, leadsOf } from '../../enrich/leads.ts';
import { type List, listOf } from '../../lists/open-list.ts';
import { sourceOf } from '../../lists/source.ts';

export interface DroppedList {
  readonly list: Pick<List, 'header' | 'separator' | 'notes'>;
  readonly leads: readonly Lead[];
}

interface DroppedAs {
  readonly jobType: string;
  readonly requirements: Requirements;
}

/** Rows, and bytes as they are decompressed: a browser holds all of it, and what comes back. */
export const MOST_DROPPED = { rows: 10_000, bytes: 20_000_000 } as const;

const PART_BYTES = 65_536;

/** Sentences about it begin so. */
const NAME = 'The list';

/** A list with more rows or bytes than are taken here. */
export class ListTooLarge extends Error {}

/**
 * @param bytes of the list, compressed or not
 * @throws UserError, as `enrich` tells of a file, when it is no list or lacks what the job type requires
 * @throws ListTooLarge
 */
export async function readDropped(bytes: Buffer, { jobType, requirements }: DroppedAs): Promise<DroppedList> {
  const source = await sourceOf(inParts(bytes), { name: NAME, size: undefined });
  const list = await listOf({ ...source, chunks: limited(source.chunks) }, { requirements });
  const leads: Lead[] = [];
  for await (const lead of leadsOf(list, jobType))
    if (leads.push(lead) > MOST_DROPPED.rows) throw new ListTooLarge();
  return { list, leads: leads.map(sendable) };
}

/** Other calls have their turn between two parts. */
async function* inParts(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    yield bytes.subarray(at, at + PART_BYTES);
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

/** Compressed, a small list may have any number of bytes. */
async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MOST_DROPPED.bytes) throw new ListTooLarge();
    yield chunk;
  }
}

/** A gateway refuses a larger submission, and with it all others of its call. */
function sendable(lead: Lead): Lead {
  const { submission, ...rest } = lead;
  const bytes = submission === undefined ? 0 : Buffer.byteLength(JSON.stringify(submission));
  if (bytes <= LIMITS.submissionBytes) return lead;
  return {
    ...rest,
    problem: `has ${bytes} bytes as a submission; at most ${LIMITS.submissionBytes} are taken`,
  };
}
