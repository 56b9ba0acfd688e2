/** A command's means in a test, which remember how far an operation was told to be. */
import type { WatchCall } from '../../../../cli/operations/watch-operation.ts';
import { OPERATION } from '../../../../shared/api/operation-examples.ts';
import type { Answer } from '../../client/scripted.ts';
import { type ScriptedCall, scriptedCall } from '../jobs/call.ts';

export interface WatchingCall extends ScriptedCall {
  readonly progress: WatchCall['progress'];
  /** Lines of progress; null where the line was taken away. */
  readonly shown: (string | null)[];
}

export const { running: RUNNING, done: DONE, aborted: ABORTED } = OPERATION;
export const ID = RUNNING.id;

/** @param terminalWidth undefined for a pipe */
export function watchingCall(answers: readonly Answer[], terminalWidth?: number): WatchingCall {
  const shown: (string | null)[] = [];
  const progress = { show: (text: string) => void shown.push(text), end: () => void shown.push(null) };
  return { ...scriptedCall(answers, terminalWidth), progress, shown };
}
