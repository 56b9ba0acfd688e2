import type { Job, Sentence } from '../../../client/index.ts';
import { Act } from '../../parts/act.tsx';
import { goTo } from '../../parts/go-to.ts';
import { JOB_ACTS } from '../jobs/acts-on-jobs.ts';

interface Properties {
  readonly job: Job;
  readonly sentences: readonly Sentence[];
}

/** To see the person takes a reveal, of which the audit tells. */
const BRIEF = { view: 'brief' };

/** The acts that the lead's explanation says an operator may do; the gateway has the last word. */
export function LeadActs({ job: { requestId }, sentences }: Properties) {
  const may = new Set(sentences.map(({ code }) => code));
  return (
    <ul class="acts">
      {JOB_ACTS.filter(({ code }) => may.has(code)).map(({ kind, code, means, ...act }) => (
        <li key={code}>
          <Act
            {...act}
            to={`POST /v1/jobs/{id}:${kind}`}
            id={requestId}
            query={BRIEF}
            consequence={means}
            said={() => 'Done.'}
            goOn={(job) => goTo('lead', { id: job.requestId })}
          />{' '}
          <span class="hint">{means}</span>
        </li>
      ))}
    </ul>
  );
}
