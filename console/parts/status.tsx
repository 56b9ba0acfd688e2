/** The status of a job: told by a shape and a word, and by a colour besides. */

type Tone = 'good' | 'bad' | 'waiting' | 'still';

const SHAPES: Readonly<Record<Tone, string>> = { good: '●', bad: '▲', waiting: '◌', still: '■' };

const TONES: Readonly<Record<string, Tone>> = {
  completed: 'good',
  reused: 'good',
  failed: 'bad',
  canceled: 'bad',
  rejected: 'bad',
  discarded: 'bad',
  refused: 'bad',
  unanswered: 'bad',
  'over-budget': 'bad',
  withdrawn: 'still',
  erased: 'still',
};

/** @returns how a status is felt; one that this page does not know is under way */
export function toneOf(status: string): Tone {
  return TONES[status] ?? 'waiting';
}

export function Status({ status }: { status: string }) {
  const tone = toneOf(status);
  return (
    <span class={`status ${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]}</span> {status}
    </span>
  );
}
