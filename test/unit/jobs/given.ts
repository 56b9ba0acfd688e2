/**
 * The job machine's tests as sentences: `given(record).when(event).then(expectation)`. The next `when` goes
 * on from the record that was decided.
 */
import { expect } from 'vitest';
import { decide } from '../../../shared/jobs/decide.ts';
import type { Decision, Effect, JobEvent, Outcome } from '../../../shared/jobs/events.ts';
import { type Instant, later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import type { Moment } from '../../../shared/jobs/moment.ts';
import { DEFAULT_POLICY, type Policy } from '../../../shared/jobs/policy.ts';
import { MINUTE, START } from '../../fixtures.ts';

/** The moment at which events happen unless a test says otherwise: two minutes after the beginning. */
export const NOW = later(START, 2 * MINUTE);

/** An outcome by its type, where the type says all. */
type ExpectedOutcome = Outcome | Outcome['type'];

interface Expectation {
  /** Members that the next record has; others are not looked at. */
  readonly record?: { readonly [Member in keyof JobRecord]?: unknown };
  /** Members of each effect, in order. None is expected where none is named. */
  readonly effects?: readonly (Pick<Effect, 'type'> & Readonly<Record<string, unknown>>)[];
  readonly outcome?: ExpectedOutcome;
}

/** @param record the record that is stored; undefined when the request ID is unknown */
export function given(record: JobRecord | undefined): Given {
  return new Given(record, { policy: DEFAULT_POLICY, now: NOW });
}

class Given {
  readonly #record: JobRecord | undefined;
  readonly #moment: Moment;

  constructor(record: JobRecord | undefined, moment: Moment) {
    this.#record = record;
    this.#moment = moment;
  }

  at(now: Instant): Given {
    return new Given(this.#record, { ...this.#moment, now });
  }

  under(policy: Partial<Policy>): Given {
    return new Given(this.#record, { ...this.#moment, policy: { ...this.#moment.policy, ...policy } });
  }

  when(event: JobEvent): Decided {
    const { policy, now } = this.#moment;
    return new Decided(this.#record, decide(this.#record, event, policy, now), this.#moment);
  }
}

class Decided extends Given {
  readonly #before: JobRecord | undefined;
  readonly #decision: Decision<JobRecord | undefined>;

  constructor(before: JobRecord | undefined, decision: Decision<JobRecord | undefined>, moment: Moment) {
    super(decision.record, moment);
    this.#before = before;
    this.#decision = decision;
  }

  /** The next record. */
  get record(): JobRecord {
    if (this.#decision.record === undefined) throw new Error('This decision makes no record.');
    return this.#decision.record;
  }

  get effects(): readonly Effect[] {
    return this.#decision.effects;
  }

  // biome-ignore lint/suspicious/noThenProperty: the word of specifications; nothing awaits a decision.
  then({ record, effects = [], outcome }: Expectation): this {
    if (record) expect(this.#decision.record).toMatchObject(record);
    expect(this.#decision.effects).toMatchObject(effects);
    if (outcome) expect(this.#decision.outcome).toEqual(outcomeOf(outcome));
    return this;
  }

  /** The very record that was given is kept, so that nothing is written, and there is nothing to do. */
  thenNothingChanges(outcome: ExpectedOutcome): this {
    expect(this.#decision).toEqual({ record: this.#before, effects: [], outcome: outcomeOf(outcome) });
    expect(this.#decision.record).toBe(this.#before);
    return this;
  }
}

function outcomeOf(outcome: ExpectedOutcome): Outcome {
  return typeof outcome === 'string' ? ({ type: outcome } as Outcome) : outcome;
}
