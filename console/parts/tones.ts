/** How a status is felt. */

export type Tone = 'good' | 'bad' | 'waiting' | 'still';

/** A shape for each, so that colour is never alone. */
export const SHAPES: Readonly<Record<Tone, string>> = { good: '●', bad: '▲', waiting: '◌', still: '■' };

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
  return Object.hasOwn(TONES, status) ? (TONES[status] ?? 'waiting') : 'waiting';
}
