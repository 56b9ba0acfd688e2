/** Telemetry for a person who waits for a list: what goes wrong, in words, and not each time. */
import {
  LOG_EVENTS,
  type LogEventName,
  type LogFields,
  type Telemetry,
} from '../../shared/telemetry/log-events.ts';
import { visible } from '../output/printable.ts';

/** Between two lines that say the same, in milliseconds. */
const AGAIN_MS = 60_000;

const WORDS: Partial<Record<LogEventName, string>> = {
  'job.publish-failed':
    'Requests are not published. They wait in the ledger, and go out by themselves once that passes, or is mended',
  'job.delivery-failed': 'Results are not delivered. They wait in the ledger, and are delivered later',
  'pull.failed': 'Answers are not pulled. They wait at Modigie for days, and are pulled once that is mended',
  'job.external':
    'Answers came that this ledger has not asked for. Where another gateway pulls the same subscription, each takes answers from the other, which waits for hours: end one of them',
  'webhook.failed': 'A webhook does not take results. They are posted again later',
};

/** @param stream where lines go, `process.stderr` for one */
export function troublesTold(stream: NodeJS.WritableStream, now = () => performance.now()): Telemetry {
  const toldAt = new Map<string, number>();
  return {
    emit: (event, fields = {}) => {
      if (!isTrouble(event)) return;
      const line = inWords(event, fields);
      if (now() - (toldAt.get(line) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
      toldAt.set(line, now());
      stream.write(`${visible(line)}\n`);
    },
  };
}

/** Of a lead, its row tells. */
function isTrouble(event: LogEventName): boolean {
  return event in WORDS || (LOG_EVENTS[event] === 'ERROR' && !event.startsWith('job.'));
}

/** The same for the same trouble, whichever lead has it. */
function inWords(event: LogEventName, { reason, subscription, webhook, error }: LogFields): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  // A reason often is the code of its error.
  const details = new Set([reason, subscription, webhook, code].filter((detail) => detail !== undefined));
  const about = details.size === 0 ? '' : ` (${[...details].join(', ')})`;
  return `! ${WORDS[event] ?? 'Something is wrong'}${about}: ${event} in docs/log-events.md.`;
}
