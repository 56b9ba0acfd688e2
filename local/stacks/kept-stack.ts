/** The embedded gateway with all that it keeps in one file: started again, it goes on. */
import type { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { MessageQueue } from '../../shared/adapters/sqlite/message-queue.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import { atMost } from '../at-most.ts';
import type { RealClock } from '../clock.ts';
import { QueuedBus } from '../queued-bus.ts';
import { Repeated } from '../repeated.ts';
import { createEmbeddedStack, EMBEDDED_PEPPERS, type EmbeddedOptions } from './embedded-stack.ts';
import { LedgerUpkeep } from './ledger-upkeep.ts';
import { resumeJobs } from './resume-jobs.ts';
import { sqliteStores } from './sqlite-stores.ts';

type Options = Omit<EmbeddedOptions, 'stores' | 'lasting' | 'intercept' | 'forgetful' | 'clock'> & {
  /** Its sleeps end with the gateway. */
  readonly clock: Pick<RealClock, 'now' | 'sleep' | 'stop'>;
};

export interface KeptStack {
  /** The HTTP API. */
  readonly api: HttpHandler;
  /** Ends what is at work, as far as it ends soon, and closes the file. */
  stop(): Promise<void>;
}

const UPKEEP_EVERY_MS = 60_000;
/** How long (ms) a stop waits for what is at work. */
const STOP_MS = 5_000;

/**
 * @param file open; it is closed when the gateway is stopped
 * @throws StoreUnavailableError when it cannot be read or written
 */
export async function createKeptStack(file: LedgerFile, options: Options): Promise<KeptStack> {
  const { clock, telemetry } = options;
  const stores = sqliteStores(file, { telemetry, peppers: EMBEDDED_PEPPERS });
  const policy = { ...DEFAULT_POLICY, ...options.policy };
  await resumeJobs(stores.jobs, { now: clock.now(), policy });
  const lasting = new QueuedBus(new MessageQueue(file), clock);
  const atWork = new AtWork();
  const intercept = {
    context: <Context>(context: Context) => context,
    handler: (handler: HttpHandler) => atWork.counted(handler),
  };
  const stack = createEmbeddedStack({ ...options, stores, lasting, intercept });
  const upkeep = new LedgerUpkeep({ file, deadLetters: stores.deadLetters, clock });
  await upkeep.look();
  const keepingUp = new Repeated({
    clock,
    firstAfterMs: UPKEEP_EVERY_MS,
    turn: async () => {
      await upkeep.look();
      return UPKEEP_EVERY_MS;
    },
    onFault: (error) => telemetry.emit('request.failed', { reason: 'upkeep', error }),
  });
  return {
    api: stack.api,
    stop: async () => {
      stack.stop();
      await atMost(STOP_MS, Promise.all([keepingUp.end(), lasting.stop(), atWork.done()]));
      clock.stop();
      file.close();
    },
  };
}

/** Calls of functions that have not ended. */
class AtWork {
  readonly #calls = new Set<Promise<unknown>>();

  counted(handler: HttpHandler): HttpHandler {
    return async (request) => {
      const call = handler(request);
      this.#calls.add(call);
      try {
        return await call;
      } finally {
        this.#calls.delete(call);
      }
    };
  }

  /** @returns once none is at work */
  async done(): Promise<void> {
    while (this.#calls.size > 0) await Promise.allSettled(this.#calls);
  }
}
