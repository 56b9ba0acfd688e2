import type { Job, Sentence } from '../../../client/index.ts';
import { Act } from '../../parts/act.tsx';
import { goTo } from '../../parts/go-to.ts';

/** By the codes of the sentences that say they may be done. */
const ACTS = [
  {
    code: 'retryable',
    verb: 'Retry',
    shortcut: 'r',
    means: 'One more attempt under a new ID, charged if it completes.',
    to: 'POST /v1/jobs/{id}:retry',
    said: ({ requestId }: { readonly requestId: string }) => {
      goTo('lead', { id: requestId });
      return 'Sent again.';
    },
  },
  {
    code: 'replayable',
    verb: 'Ask again',
    means: 'The identical request once more; costs nothing.',
    to: 'POST /v1/jobs/{id}:replay',
    said: () => 'Asked again: the answer comes by itself.',
  },
  {
    code: 'redeliverable',
    verb: 'Redeliver',
    means: 'The same result once more, under the same dedupKey.',
    to: 'POST /v1/jobs/{id}:redeliver',
    said: () => 'Delivered once more.',
  },
] as const;

interface Properties {
  readonly job: Job;
  readonly sentences: readonly Sentence[];
}

/** The acts that the lead's explanation says an operator may do; the gateway has the last word. */
export function LeadActs({ job: { requestId }, sentences }: Properties) {
  const may = new Set(sentences.map(({ code }) => code));
  return (
    <ul class="acts">
      {ACTS.filter(({ code }) => may.has(code)).map(({ code, means, ...act }) => (
        <li key={code}>
          <Act {...act} id={requestId} consequence={means} /> <span class="hint">{means}</span>
        </li>
      ))}
    </ul>
  );
}
