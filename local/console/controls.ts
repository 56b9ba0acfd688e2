/** Chaos and time, as a person changes them while a gateway with a synthetic repository runs. */
import * as z from 'zod';
import { violationsOf } from '../../shared/api/violations.ts';
import { json } from '../../shared/http/http.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import type { ChaosSwitch } from '../chaos-switch.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { BesideCalls } from './beside-api.ts';

export interface Controlled {
  readonly chaos: ChaosSwitch;
  readonly clock: MovableClock;
  /** Why the clock must stay as it is; undefined where it may be moved. */
  readonly keepsTime?: string | undefined;
}

/** Silences and budgets take a month at most; further ahead leads a second call. */
const MOST_AHEAD_MS = 31 * 86_400_000;

const ChaosSchema = z.strictObject({ on: z.boolean() });
const ClockSchema = z.strictObject({ ms: z.int().min(1).max(MOST_AHEAD_MS) });

const CHAOS_RULE = 'Send {"on":true} or {"on":false}.';
const CLOCK_RULE = `Send {"ms":N}: whole milliseconds from 1 to ${MOST_AHEAD_MS}, which are 31 days. Further ahead, send it several times; time does not go back.`;

/** @returns the calls that tell and change it; each answers how it is then */
export function controlCalls({ chaos, clock, keepsTime }: Controlled): BesideCalls {
  const state = () =>
    json(200, { chaos: chaos.isOn, aheadMs: clock.aheadMs, canMoveClock: keepsTime === undefined });
  return {
    controls: { method: 'GET', answer: async () => state() },
    'controls:chaos': {
      method: 'POST',
      answer: async ({ body }) => {
        chaos.turn(parsed(body, ChaosSchema, CHAOS_RULE).on);
        return state();
      },
    },
    'controls:clock': {
      method: 'POST',
      answer: async ({ body }) => {
        if (keepsTime !== undefined) refuse('invalid', keepsTime);
        await clock.moveAhead(parsed(body, ClockSchema, CLOCK_RULE).ms);
        return state();
      },
    },
  };
}

/** @throws ProblemError for a body that is not as the rule says */
function parsed<T>(body: Buffer, schema: z.ZodType<T>, rule: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    return refuse('not-json', rule);
  }
  const read = schema.safeParse(value);
  return read.success ? read.data : refuse('invalid', rule, { errors: violationsOf(read.error, value) });
}
