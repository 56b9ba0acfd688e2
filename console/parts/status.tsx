/** The status of a job: told by a shape and a word, and by a colour besides. */
import type { ComponentChildren } from 'preact';
import { Short } from './cut.tsx';
import { SHAPES, type Tone, toneOf } from './tones.ts';

export function Status({ status }: { status: string }) {
  return (
    <Mark tone={toneOf(status)}>
      <Short text={status} />
    </Mark>
  );
}

/** Words that are felt as good or bad, to those who see no colours as well. */
export function Mark({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`status ${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]}</span> {children}
    </span>
  );
}
