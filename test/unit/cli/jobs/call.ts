/** A command's means in a test: a gateway by script, and all that is written and told is remembered. */
import type { GatewayCall } from '../../../../cli/call-gateway.ts';
import { JOB } from '../../../../shared/api/examples.ts';
import { type Answer, answer, type Scripted, scripted } from '../../client/scripted.ts';
import { type RecordedSink, recordedSink } from '../output/recorded-sink.ts';

export interface ScriptedCall extends GatewayCall {
  readonly sink: RecordedSink;
  /** Lines for the person. */
  readonly told: string[];
  readonly requests: Scripted['requests'];
  interrupt(): void;
}

/** @param terminalWidth undefined for a pipe */
export function scriptedCall(answers: readonly Answer[], terminalWidth?: number): ScriptedCall {
  const { gateway, operator, requests } = scripted(answers);
  const controller = new AbortController();
  const told: string[] = [];
  return {
    jobs: gateway.jobs,
    money: gateway.money,
    operator,
    sink: recordedSink(terminalWidth),
    told,
    tell: (line) => void told.push(line),
    signal: controller.signal,
    requests,
    interrupt: () => controller.abort(),
  };
}

export function jobOf(requestId: string, more: object = {}) {
  return { ...JOB.completed, requestId, rootId: requestId, ...more };
}

export const pageOf = (jobs: readonly object[], nextPageToken?: string) =>
  answer(200, { jobs, nextPageToken });
