import { useState } from 'preact/hooks';

interface Task {
  readonly isBusy: boolean;
  /** The fault of the latest try; undefined when it did not fail, or is under way. */
  readonly error?: unknown;
}

/** Something that a person has begun: whether it is under way, and why it failed. */
export function useTask(): Task & { perform(work: () => Promise<unknown>): void } {
  const [task, setTask] = useState<Task>({ isBusy: false });
  const perform = async (work: () => Promise<unknown>) => {
    setTask({ isBusy: true });
    setTask(
      await work().then(
        () => ({ isBusy: false }),
        (error) => ({ isBusy: false, error }),
      ),
    );
  };
  return { ...task, perform };
}
