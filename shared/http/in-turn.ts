/** Answers that may be as large as one gets are made a few at once: their sum cannot end an instance. */
import pLimit from 'p-limit';

/**
 * As many as there is room for in 512 MiB when each is as large as it may be (docs/configuration.md,
 * "Memory"). A request that waits holds nothing but itself.
 */
const AT_ONCE = 4;

/** Makes a handler of large answers wait for its turn. */
export type InTurn = <Input, Answer>(
  handle: (input: Input) => Promise<Answer>,
) => (input: Input) => Promise<Answer>;

/** @returns the turns of one function instance, which all of its large answers share */
export function inTurn(): InTurn {
  const limit = pLimit(AT_ONCE);
  return (handle) => (input) => limit(handle, input);
}
