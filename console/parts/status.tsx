import { SHAPES, toneOf } from './tones.ts';

/** The status of a job: told by a shape and a word, and by a colour besides. */
export function Status({ status }: { status: string }) {
  const tone = toneOf(status);
  return (
    <span class={`status ${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]}</span> {status}
    </span>
  );
}
