/** A list with its results as far as there are any, as `enrich` would write them now. */
import { inBatches } from '../../../client/batches.ts';
import type { ForecastItem, Job, ModigieGateway } from '../../../client/index.ts';
import { LIMITS } from '../../../shared/api/limits.ts';
import { EarlierResults } from '../../enrich/earlier-results.ts';
import type { Enriched } from '../../enrich/enriched-lead.ts';
import { explainViolations, type LeadSubmission } from '../../enrich/lead-payload.ts';
import type { Lead } from '../../enrich/leads.ts';
import { ownPlaces, resultLayout } from '../../enrich/result-columns.ts';
import { resultRow } from '../../enrich/results.ts';
import { csvText } from '../../enrich/results-file.ts';
import { usedBefore } from '../../enrich/submit-chunk.ts';
import type { DroppedList } from './dropped-list.ts';

type Client = Pick<ModigieGateway, 'jobs'>;

/** The leads of a list as a gateway knows them, by their request IDs. */
interface Known {
  readonly outlooks: ReadonlyMap<string, Pick<ForecastItem, 'would' | 'errors'>>;
  readonly jobs: ReadonlyMap<string, Job>;
  /** The submission that a request ID stands for in the list: that of its first row. */
  readonly firsts: ReadonlyMap<string, LeadSubmission>;
}

const NOT_SENT = 'was not sent yet';
const UNREADABLE = 'the gateway cannot read the record of this lead, and has told its operator';

/**
 * @returns CSV, with the columns and in the order of the list
 * @throws GatewayError, GatewayUnreachable
 */
export async function resultsSoFar({ list, leads }: DroppedList, client: Client): Promise<string> {
  const known = await knownOf(leads, client);
  // A list that is results itself has details that the gateway may have purged since.
  const earlier = await EarlierResults.read(undefined, ownPlaces(list.header));
  const { carried, names } = resultLayout(list.header);
  const rows: (readonly string[])[] = [names];
  for (const lead of leads) rows.push(resultRow(await earlier.recall(soFar(lead, known)), carried));
  return csvText(rows, { separator: list.separator, excel: false });
}

async function knownOf(leads: readonly Lead[], { jobs }: Client): Promise<Known> {
  const firsts = new Map<string, LeadSubmission>();
  for (const { submission } of leads)
    if (submission !== undefined && !firsts.has(submission.requestId))
      firsts.set(submission.requestId, submission);
  const outlooks = new Map<string, ForecastItem>();
  // A forecast tells whether a request ID stands for these very values.
  for await (const batch of inBatches(firsts.values(), LIMITS.batchItems)) {
    const part = batch.flatMap(({ requestId = '' }) => firsts.get(requestId) ?? []);
    const { results } = await jobs.forecast(part);
    for (const [i, { requestId }] of part.entries()) outlooks.set(requestId, results[i] as ForecastItem);
  }
  const ids = [...outlooks].flatMap(([requestId, { would }]) => (would === 'known' ? [requestId] : []));
  const found = await jobs.getMany(ids);
  return {
    outlooks,
    firsts,
    jobs: new Map(found.flatMap((job, i) => (job === null ? [] : [[ids[i] as string, job] as const]))),
  };
}

function soFar({ submission, problem = '', isDamaged, ...lead }: Lead, known: Known): Enriched {
  const requestId = submission?.requestId ?? '';
  const taken = { ...lead, requestId };
  if (submission === undefined) return { ...taken, kind: 'skipped', reason: problem, isDamaged };
  const outlook = known.outlooks.get(requestId);
  const isOther = JSON.stringify(known.firsts.get(requestId)) !== JSON.stringify(submission);
  if (isOther || outlook?.would === 'reused-id')
    return { ...taken, kind: 'skipped', reason: usedBefore(lead.id) };
  if (outlook?.would === 'invalid')
    return { ...taken, kind: 'skipped', reason: explainViolations(outlook.errors ?? []) };
  if (outlook?.would !== 'known') return { ...taken, kind: 'skipped', reason: NOT_SENT };
  const job = known.jobs.get(requestId);
  return job ? { ...taken, kind: 'done', job, known: true } : { ...taken, kind: 'open', reason: UNREADABLE };
}
