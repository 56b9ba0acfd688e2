import type { Job, Sentence } from '../../../client/index.ts';
import { Act } from '../../parts/act.tsx';
import { goTo } from '../../parts/go-to.ts';
import { useGateway } from '../../parts/with-gateway.ts';

interface Properties {
  readonly job: Job;
  readonly sentences: readonly Sentence[];
  /** Called once something was done. */
  done(): void;
}

/** The acts that the lead's explanation says an operator may do; the gateway has the last word. */
export function LeadActs({ job: { requestId }, sentences, done }: Properties) {
  const { gateway } = useGateway();
  const may = new Set(sentences.map(({ code }) => code));
  // To see the person takes a reveal, of which the audit tells.
  const on = (reason: string | undefined) => ({
    id: requestId,
    query: { view: 'brief' },
    body: { reason },
  });
  const acts = [
    {
      code: 'retryable',
      verb: 'Retry',
      shortcut: 'r',
      means: 'One more attempt under a new ID, charged if it completes.',
      act: async (reason: string | undefined) => {
        const successor = await gateway.call('POST /v1/jobs/{id}:retry', on(reason));
        goTo('lead', { id: successor.requestId });
        return `Sent again as ${successor.requestId}.`;
      },
    },
    {
      code: 'replayable',
      verb: 'Ask again',
      means: 'The identical request once more; costs nothing.',
      act: async (reason: string | undefined) => {
        await gateway.call('POST /v1/jobs/{id}:replay', on(reason));
        return 'Asked again: the answer comes by itself.';
      },
    },
    {
      code: 'redeliverable',
      verb: 'Redeliver',
      means: 'The same result once more, under the same dedupKey.',
      act: async (reason: string | undefined) => {
        await gateway.call('POST /v1/jobs/{id}:redeliver', on(reason));
        return 'Delivered once more.';
      },
    },
  ];
  return (
    <ul class="acts">
      {acts
        .filter(({ code }) => may.has(code))
        .map(({ code, means, ...act }) => (
          <li key={code}>
            <Act {...act} label={`${act.verb} …`} consequence={means} done={done} />
            <span class="hint">{means}</span>
          </li>
        ))}
    </ul>
  );
}
