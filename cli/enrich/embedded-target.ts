/** A gateway and a synthetic repository in this process, in time of their own. */
import { VirtualClock } from '../../local/clock.ts';
import { CHAOS, ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import type { Target } from './target.ts';

const MINUTE_MS = 60_000;

/**
 * An ordinary lead has ended by then, and is asked after once: its processing and the travel of its last
 * answer take up to a minute each.
 */
const USUAL_END_MS = 2 * MINUTE_MS;

/** The longest poll of an embedded run, in milliseconds of its virtual time. */
const EMBEDDED_POLL_MS = 5 * MINUTE_MS;

/**
 * Everything in this process, in time that passes as fast as the work does.
 * @param chaos whether messages get lost, late and repeated
 * @param isLasting whether a lead may be asked after long after its end: then all are kept in memory
 */
export function embedded(chaos: boolean, isLasting = false): Target {
  const clock = new VirtualClock(Date.now());
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: chaos ? CHAOS : ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: MINUTE_MS,
    // Long enough for every result to be read (twice the longest poll), short enough for memory not to grow.
    policy: isLasting ? {} : { retentionMs: 2 * EMBEDDED_POLL_MS },
    unwrapped: true,
    // In chaos a final answer may be lost and asked for again much later: then everything has to be
    // remembered.
    forgetful: !chaos && !isLasting,
  });
  const outside = clock.outside();
  return {
    client: inProcessGateway((request) => clock.during(() => stack.api(request)), outside),
    clock: outside,
    polls: { shortestMs: USUAL_END_MS, longestMs: EMBEDDED_POLL_MS },
    // Few leads at work at once cost no time where time is virtual, and keep memory small.
    concurrency: 50,
    stop: stack.stop,
  };
}
