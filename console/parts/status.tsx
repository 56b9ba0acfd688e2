/** The status of a job: told by a shape and a word, and by a colour besides. */

import type { ComponentChildren } from 'preact';

type Tone = 'good' | 'bad' | 'waiting' | 'still';

const SHAPES: Readonly<Record<Tone, string>> = { good: '●', bad: '▲', waiting: '◌', still: '■' };

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['completed', 'good'],
  ['reused', 'good'],
  ['failed', 'bad'],
  ['canceled', 'bad'],
  ['rejected', 'bad'],
  ['discarded', 'bad'],
  ['refused', 'bad'],
  ['unanswered', 'bad'],
  ['over-budget', 'bad'],
  ['withdrawn', 'still'],
  ['erased', 'still'],
]);

/** @returns how a status is felt; one that this page does not know is under way */
export function toneOf(status: string): Tone {
  return TONES.get(status) ?? 'waiting';
}

export function Status({ status }: { status: string }) {
  return <Mark tone={toneOf(status)}>{status}</Mark>;
}

/** Words that are felt as good or bad, to those who see no colours as well. */
export function Mark({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`status ${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]}</span> {children}
    </span>
  );
}
