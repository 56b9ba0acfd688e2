import type { Telemetry } from '../telemetry/log-events.ts';
import { faultEvent } from './store-fault.ts';

/** Lets work go on after the HTTP response. A job's timer covers work that fails or dies with the process. */
export type Background = (work: Promise<unknown>) => void;

/** @returns a background that logs work which fails. */
export function inBackground(telemetry: Telemetry): Background {
  return (work) => {
    work.catch((error) => telemetry.emit(...faultEvent(error, 'request.failed', 'background')));
  };
}
