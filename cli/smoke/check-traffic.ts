/** Did an answer come in, and a result go out, of the jobs that there were? Nothing is sent. */
import { type Instant, later } from '../../shared/jobs/instant.ts';
import type { LogEventName } from '../../shared/telemetry/log-events.ts';
import { FUNCTIONS } from '../deployment/deployment.ts';
import { type Check, passed, unconfirmed } from './check.ts';
import { ANSWERED, eventsOf } from './service-log.ts';

const WEEK_MS = 7 * 86_400_000;

/** Such entries are of INFO. */
const WITH_A_LEAD =
  'With LOG_LEVEL above INFO it is not logged, and there may have been one all the same. To know, send a lead ' +
  'through: --lead FILE --yes, which Modigie charges when it completes.';

export const checkAnswers: Check = async (context) => {
  const found = await lastOf(ANSWERED, context);
  return found === undefined
    ? unconfirmed('no answer of Modigie in the last 7 days', WITH_A_LEAD)
    : passed(`${found.service} took an answer at ${found.at}`);
};

export const checkResults: Check = async (context) => {
  const found = await lastOf(['job.delivered'], context);
  return found === undefined
    ? unconfirmed('no result was delivered in the last 7 days', WITH_A_LEAD)
    : passed(`${found.service} delivered a result at ${found.at}`);
};

async function lastOf(events: readonly LogEventName[], context: Parameters<Check>[0]) {
  const since: Instant = later(context.clock.now(), -WEEK_MS);
  const where = `jsonPayload.event=(${events.map((event) => `"${event}"`).join(' OR ')})`;
  const [entry] = await eventsOf(context, { of: FUNCTIONS, since, where, most: 1 });
  return entry;
}
