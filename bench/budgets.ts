/** Submissions with three budgets, far from their limits and near, against none, on the emulators. */
import { later } from '../shared/jobs/instant.ts';
import { type BudgetLimit, BudgetLimitsSchema } from '../shared/jobs/money/budget-limits.ts';
import type { GatewayContext } from '../shared/use-cases/context.ts';
import { submitBatch } from '../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../shared/use-cases/submit/submit-job.ts';
import { type Part, table } from './benchmarks-document.ts';
import { firestoreOf, publisherOf } from './emulators.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { gatewayOnEmulators, PAYLOAD, TOPICS } from './measured-gateway.ts';
import { median } from './statistics.ts';

const BATCH = 500;
const SINGLES = 200;
const AT_ONCE = 20;
const WARM_UP = 3;
/** Near a limit, the emulator takes long to count. */
const ROUNDS = { far: 41, near: 3 } as const;
const MINUTE = 60_000;
/** So many that a limit of 20,000 is near from the beginning. */
const INSTANCES = 10;

export const budgets: Part = { name: 'budgets', title: 'Submissions within budgets', measure };

type Distance = keyof typeof ROUNDS;

const LIMITS: Readonly<Record<Distance, number>> = { far: 1e9, near: 20_000 };

/** @returns one of a day, one of a month and one of a job type */
export function budgetsOf(limit: number): readonly BudgetLimit[] {
  return BudgetLimitsSchema.parse([
    { name: 'daily', per: 'day', limit },
    { name: 'monthly', per: 'month', limit },
    { name: 'mobile', jobType: 'enrichMobile', per: 'month', limit },
  ]);
}

/** Submissions a second, of each round. */
interface Rates {
  readonly none: number[];
  readonly within: number[];
}
type Submit = (gateway: GatewayContext, prefix: string) => Promise<number>;

async function measure(): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const distance of ['far', 'near'] as const) {
    const gateways = { none: await gatewayWith([]), within: await gatewayWith(budgetsOf(LIMITS[distance])) };
    rows.push(row(`${distance}, lists of ${BATCH}`, await inTurns(gateways, submitList, distance)));
    rows.push(
      row(`${distance}, jobs alone, ${AT_ONCE} at once`, await inTurns(gateways, submitSingles, distance)),
    );
  }
  return `Three budgets, of a day, of a month and of a job type, against none, the two taking turns; one process, which is one of ${INSTANCES} instances. Far is
a limit of a billion, near one of 20,000: each claim is counted and confirmed.

${table([['', 'without', 'within', 'of without'], ...rows])}

The emulator counts by looking at each document, which Firestore's indexes do not: how much a count takes from the ones near is not said here.`;
}

function row(name: string, { none, within }: Rates): string[] {
  const [without, ours] = [median(none), median(within)];
  return [name, `${without.toFixed(0)}/s`, `${ours.toFixed(0)}/s`, (ours / without).toFixed(2)];
}

let ledgers = 0;
/** Each has a ledger of its own, so that those that are compared are of one size. */
async function gatewayWith(limits: readonly BudgetLimit[]): Promise<GatewayContext> {
  ledgers += 1;
  const firestore = await firestoreOf(`bench-budgets-${ledgers}`);
  const client = await publisherOf(Object.values(TOPICS));
  return gatewayOnEmulators(firestore, client, { budgets: limits, instances: INSTANCES });
}

async function inTurns(
  gateways: Readonly<Record<keyof Rates, GatewayContext>>,
  submit: Submit,
  distance: Distance,
): Promise<Rates> {
  const rates: Rates = { none: [], within: [] };
  for (let round = -WARM_UP; round < ROUNDS[distance]; round += 1)
    for (const side of round % 2 === 0 ? (['none', 'within'] as const) : (['within', 'none'] as const)) {
      const startedAt = performance.now();
      const submitted = await submit(gateways[side], `${submit.name}-${round + WARM_UP}`);
      if (round >= 0) rates[side].push((1000 * submitted) / (performance.now() - startedAt));
    }
  return rates;
}

const inputOf = (requestId: string) => ({ requestId, jobType: 'enrichMobile', payload: PAYLOAD });

async function submitList(gateway: GatewayContext, prefix: string): Promise<number> {
  const items = Array.from({ length: BATCH }, (_, i) => ({ input: inputOf(`${prefix}-${i}`) }));
  const results = await submitBatch(gateway, items, later(gateway.clock.now(), MINUTE));
  return accepted(results);
}

async function submitSingles(gateway: GatewayContext, prefix: string): Promise<number> {
  const ids = Array.from({ length: SINGLES }, (_, i) => `${prefix}-${i}`);
  return accepted(await mapConcurrently(ids, AT_ONCE, (id) => submitJob(gateway, inputOf(id))));
}

function accepted(results: readonly { readonly kind: string }[]): number {
  const refused = results.find(({ kind }) => kind !== 'accepted');
  if (refused) throw new Error(`A submission of the bench is ${refused.kind}.`);
  return results.length;
}
