/** A document's own `updateTime`, which Firestore guards writes by, as the port's revision. */
import { Timestamp } from '@google-cloud/firestore';
import type { Revision } from '../../ports/job-store.ts';

export function toRevision({ seconds, nanoseconds }: Pick<Timestamp, 'seconds' | 'nanoseconds'>): Revision {
  return `${seconds}.${nanoseconds}` as Revision;
}

export function fromRevision(revision: Revision): Timestamp {
  const [seconds, nanoseconds] = revision.split('.').map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
