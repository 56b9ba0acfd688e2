/** The people of a world, who know nothing of each other: they hold, redrive, erase, and act on many jobs. */

import { EMBEDDED_PEPPERS, type EmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { type MemoryStores, memoryStores } from '../../local/stacks/memory-stores.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { RecordRefusedError, RecordUnreadableError } from '../../shared/ports/errors.ts';
import type { LogEventName, LogFields } from '../../shared/telemetry/log-events.ts';
import { AsideMessages } from './aside-messages.ts';
import { Eraser } from './eraser.ts';
import { Holding } from './holding.ts';
import { check } from './invariants.ts';
import type { Person } from './leads.ts';
import { Operators } from './operators.ts';

/** Errors that the world makes, and that a call can only fail with. */
const MADE = [RecordUnreadableError, RecordRefusedError] as const;

interface PeopleOptions {
  readonly seed: string;
  readonly clock: Clock;
  /** The operations' store fails as long as other things do. */
  readonly faults: { readonly healed: boolean };
  /** Runs a check, and takes what is violated. */
  readonly guard: (check: () => void) => void;
}

export class People {
  readonly #options: PeopleOptions;
  readonly holding: Holding;
  readonly operators: Operators;
  #arrived:
    | { readonly stack: EmbeddedStack; readonly aside: AsideMessages; readonly eraser: Eraser }
    | undefined;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.holding = new Holding(options);
    this.operators = new Operators(options);
  }

  /** @returns where their gateway keeps everything: in memory, its operations where they fail */
  stores(): MemoryStores {
    const stores = memoryStores({ forgetful: false, peppers: EMBEDDED_PEPPERS });
    return { ...stores, operations: this.operators.store };
  }

  /** They come to the gateway that they work on. */
  arrive(stack: EmbeddedStack): void {
    const { seed, clock } = this.#options;
    const aside = new AsideMessages({ seed, clock, stack });
    this.#arrived = { stack, aside, eraser: new Eraser({ seed, clock, api: stack.api }) };
  }

  /** @param persons whom the company's leads are about; any may be erased */
  async work(persons: readonly Person[]): Promise<void> {
    const { stack, aside, eraser } = this.#there;
    aside.operate();
    await Promise.all([
      this.holding.placeAndRelease(stack.api),
      this.holding.lookAfterBreaker(stack.api),
      this.operators.work(stack.api),
      ...persons.map((person) => eraser.about(person)),
    ]);
  }

  hear(event: LogEventName, fields: LogFields): void {
    const { error } = fields;
    const isOurs = event === 'request.failed' && !MADE.some((made) => error instanceof made);
    this.#options.guard(() => check(!isOurs, `${fields.reason} failed: ${error}`));
    this.#arrived?.aside.note(event, fields);
    this.operators.hear(event, fields);
  }

  /** Whether a message of these bytes was set aside. */
  isSetAside(bytes: Buffer): boolean {
    return this.#there.aside.isSetAside(bytes);
  }

  notePublish(requestId: string): void {
    this.#there.eraser.notePublish(requestId);
  }

  checkWrite(before: JobRecord | undefined, after: JobRecord): void {
    this.holding.checkWrite(before, after);
    this.#there.eraser.noteWrite(before, after);
  }

  /** @param malformed what was sent that can be read by nobody */
  async checkAtRest(malformed: readonly Buffer[]): Promise<void> {
    const { stack, aside, eraser } = this.#there;
    await this.holding.checkAtRest(stack.stores);
    await this.operators.checkAtRest();
    aside.checkAtRest(malformed);
    aside.checkErased(eraser.told);
    eraser.checkAtRest(stack.stores.jobs.records());
  }

  get #there() {
    if (!this.#arrived) throw new Error('They have not arrived yet.');
    return this.#arrived;
  }
}
