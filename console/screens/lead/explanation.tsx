import type { Sentence } from '../../../client/index.ts';
import { Cut } from '../../parts/cut.tsx';
import { Moment } from '../../parts/moment.tsx';

/** Codes with which the sentences about an attempt begin. */
const BEGINNINGS = ['submitted', 'sent-again', 'external'];

/** The lead in sentences, each with its time. */
export function Explained({ sentences }: { sentences: readonly Sentence[] }) {
  return (
    <ol class="sentences">
      {sentences.map(({ code, text, at }) => (
        <li
          key={`${code} ${text}`}
          class={BEGINNINGS.includes(code) ? 'begins' : code.startsWith('due-') ? 'due' : ''}
        >
          {at === null ? <span /> : <Moment at={at} />}
          <span>
            <Cut text={text} most={600} />
          </span>
        </li>
      ))}
    </ol>
  );
}
