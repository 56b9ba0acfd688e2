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
const SINGLES = 60;
const AT_ONCE = 20;
const ROUNDS = 15;
const WARM_UP = 1;
const MINUTE = 60_000;
/** So many that a limit of 20,000 is near from the beginning. */
const INSTANCES = 10;

export const budgets: Part = { name: 'budgets', title: 'Submissions within budgets', measure };

const MODES = ['none', 'far', 'near'] as const;
type Mode = (typeof MODES)[number];

const LIMITS: Readonly<Record<Mode, number | undefined>> = { none: undefined, far: 1e9, near: 20_000 };

/** @returns one of a day, one of a month and one of a job type; none where there is no limit */
export function budgetsOf(limit: number | undefined): readonly BudgetLimit[] {
  if (limit === undefined) return [];
  return BudgetLimitsSchema.parse([
    { name: 'daily', per: 'day', limit },
    { name: 'monthly', per: 'month', limit },
    { name: 'mobile', jobType: 'enrichMobile', per: 'month', limit },
  ]);
}

/** Submissions a second, by mode, of each round. */
type Rates = Readonly<Record<Mode, number[]>>;
type Submit = (gateway: GatewayContext, prefix: string) => Promise<number>;

async function measure(): Promise<string> {
  const client = await publisherOf(Object.values(TOPICS));
  const gateways = await Promise.all(
    MODES.map(async (mode) => {
      // Each has a ledger of its own, so that all are of one size.
      const firestore = await firestoreOf(`bench-budgets-${mode}`);
      const options = { budgets: budgetsOf(LIMITS[mode]), instances: INSTANCES };
      return [mode, gatewayOnEmulators(firestore, client, options)] as const;
    }),
  );
  const lists = await inTurns(gateways, submitList);
  const singles = await inTurns(gateways, submitSingles);
  const row = (name: string, rates: Rates) => {
    const none = median(rates.none);
    return [name, ...MODES.map((mode) => `${median(rates[mode]).toFixed(0)}/s`)].concat(
      (['far', 'near'] as const).map((mode) => (median(rates[mode]) / none).toFixed(2)),
    );
  };
  return `Three budgets, of a day, of a month and of a job type, and none, taking turns, ${ROUNDS} rounds; one process, which is one of ${INSTANCES} instances. Far is
a limit of a billion, near one of 20,000: each claim is counted and confirmed.

${table([
  ['', 'none', 'far', 'near', 'far, of none', 'near, of none'],
  row(`lists of ${BATCH}`, lists),
  row(`${SINGLES} jobs alone, ${AT_ONCE} at once`, singles),
])}

The emulator counts by looking at each document, which Firestore's indexes do not.`;
}

async function inTurns(
  gateways: readonly (readonly [Mode, GatewayContext])[],
  submit: Submit,
): Promise<Rates> {
  const rates: Rates = { none: [], far: [], near: [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1)
    for (let turn = 0; turn < gateways.length; turn += 1) {
      const [mode, gateway] = gateways[(turn + round + WARM_UP) % gateways.length] ?? [];
      if (mode === undefined || gateway === undefined) continue;
      const startedAt = performance.now();
      const submitted = await submit(gateway, `${submit.name}-${round + WARM_UP}`);
      if (round >= 0) rates[mode].push((1000 * submitted) / (performance.now() - startedAt));
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
