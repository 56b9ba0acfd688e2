import { Cut } from './cut.tsx';
import { prettyJson } from './json-text.ts';

/** Much text is slow to lay out, and a person looks at its beginning first. */
const MOST = 4_000;

/** JSON as it was sent, with a line for each member. */
export function Json({ text }: { text: string }) {
  return (
    <pre>
      <Cut text={prettyJson(text)} most={MOST} />
    </pre>
  );
}
