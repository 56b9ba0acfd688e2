import type { RequestId } from '../../protocol/request-id.ts';
import type { Hold } from '../holds/hold.ts';
import type { JobRecord } from '../job-record.ts';
import type { Moment } from '../moment.ts';
import { isKnownPublished } from '../records.ts';

/** An attempt that is explained, and what has to be known beside its record. */
export interface Explained {
  readonly record: JobRecord;
  readonly moment: Moment;
  /** The attempt of the lineage that completed, which may be this one; null where none is known to have. */
  readonly completedAs: RequestId | null;
  /** The hold in force for its job type. */
  readonly hold: Hold | undefined;
  /** The hold that has ended and keeps it back all the same, until a release comes to it. */
  readonly releasing: Hold | undefined;
}

/** @returns whether it is a successor that may still be overtaken: it is not known to be published */
export function isUnsentSuccessor({ record }: Explained): boolean {
  return record.lineage.retryOf !== null && record.endedAt === null && !isKnownPublished(record);
}
