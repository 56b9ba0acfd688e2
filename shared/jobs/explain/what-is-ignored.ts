/** Answers that came for a job and were not stored, and where the log has them. */
import type { RequestId } from '../../protocol/request-id.ts';
import { isShared } from '../decide.ts';
import type { JobRecord } from '../job-record.ts';
import type { Policy } from '../policy.ts';
import { type Sentence, sentence, sentenceIf } from './sentence.ts';

export function whatIsIgnored(lineage: readonly JobRecord[], { tracking }: Policy): Sentence[] {
  const ids = lineage.map(({ requestId }) => requestId);
  const shared = lineage.filter(isShared).map(({ requestId }) => requestId);
  return [
    sentence(
      'stale-not-stored',
      'Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: ' +
        logQuery('job.stale', ids),
    ),
    ...sentenceIf(tracking === 'endings-only', () =>
      sentence(
        'untracked-not-stored',
        'Answers on the way are not stored, as tracking in the policy has it. With LOG_LEVEL DEBUG they are ' +
          `logged: ${logQuery('job.untracked', ids)}`,
      ),
    ),
    ...sentenceIf(shared.length > 0, () =>
      sentence(
        'foreign-set-aside',
        'Its request ID is used by another party, too. Answers that are not about our request are set aside as ' +
          `dead letters: ${logQuery('job.foreign', shared)}`,
      ),
    ),
  ];
}

/** @returns a filter for `gcloud logging read`; the names of request IDs need no escape in it */
function logQuery(event: 'job.stale' | 'job.untracked' | 'job.foreign', ids: readonly RequestId[]): string {
  const [first = '', ...more] = ids.map((id) => `"${id}"`);
  const values = more.length === 0 ? first : `(${[first, ...more].join(' OR ')})`;
  return `jsonPayload.event="${event}" labels.requestId=${values}`;
}
