/** Forecasts of a gateway in memory that is found writing or publishing nothing. */
import { expect } from 'vitest';
import type { ForecastView } from '../../../../shared/api/forecast-schemas.ts';
import type { Team } from '../../../../shared/jobs/teams.ts';
import { ChargeHistory } from '../../../../shared/use-cases/forecast/charge-history.ts';
import type { ForecastContext } from '../../../../shared/use-cases/forecast/forecast-context.ts';
import { forecastJobs } from '../../../../shared/use-cases/forecast/forecast-jobs.ts';
import { type AnswerFields, submission, type TestGateway } from '../../../fixtures.ts';
import { receiveAnswer, submit } from '../actions.ts';

const WRITES = ['create', 'createAll', 'replace', 'replaceAll'] as const;

export type Forecasting = TestGateway & Pick<ForecastContext, 'prices' | 'dispatchRates'>;

/** The store takes no write meanwhile, and the publishers no message. */
export async function forecast(
  gateway: Forecasting,
  inputs: readonly unknown[],
  { team = 'every', history = new ChargeHistory(gateway.store, gateway.clock) }: Asked = {},
): Promise<ForecastView> {
  const sent = gateway.published.sent.length;
  const originals = WRITES.map((name) => [name, gateway.store[name]] as const);
  for (const name of WRITES) Object.assign(gateway.store, { [name]: refuse });
  try {
    const caller = { email: 'a@acme.example', team };
    return await forecastJobs(
      { ...gateway, caller },
      history,
      inputs.map((input) => ({ input })),
    );
  } finally {
    for (const [name, original] of originals) Object.assign(gateway.store, { [name]: original });
    expect(gateway.published.sent).toHaveLength(sent);
  }
}

interface Asked {
  readonly team?: Team;
  readonly history?: ChargeHistory;
}

const refuse = () => {
  throw new Error('A forecast writes nothing.');
};

export async function wouldOf(gateway: Forecasting, inputs: readonly unknown[], asked?: Asked) {
  return (await forecast(gateway, inputs, asked)).results.map(({ would }) => would);
}

/** A lead with a tag of its team. */
export function ofTeam(requestId: string, value: string) {
  const { payload, ...rest } = submission(requestId);
  return { ...rest, payload: { ...payload, tags: [{ name: 'team', value }] } };
}

/** Leads that have ended, as many as there are statuses. */
export async function ended(
  gateway: TestGateway,
  statuses: readonly string[],
  input: (requestId: string) => object = submission,
): Promise<void> {
  for (const [i, status] of statuses.entries()) {
    await submit(gateway, input(`ended-${i}`));
    const fields: AnswerFields = { id: `ended-${i}`, status };
    await receiveAnswer(gateway, fields);
  }
}

export function times(count: number, status: string): string[] {
  return Array.from({ length: count }, () => status);
}
