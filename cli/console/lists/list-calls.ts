/** The console's calls for lists of leads. They send and spend nothing: the page sends through the API. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError, GatewayUnreachable, type ModigieGateway } from '../../../client/index.ts';
import type { BesideCalls } from '../../../local/console/beside-api.ts';
import { inProcessGateway } from '../../../local/stacks/in-process-gateway.ts';
import { systemClock } from '../../../shared/adapters/system/system-clock.ts';
import { unavailable } from '../../../shared/http/answering.ts';
import {
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
  json,
  text,
} from '../../../shared/http/http.ts';
import { refuse } from '../../../shared/http/problem-response.ts';
import type { Requirements } from '../../../shared/protocol/job-types.ts';
import { forecastList } from '../../enrich/forecast/forecast-list.ts';
import { UserError } from '../../output/user-error.ts';
import { type DroppedList, ListTooLarge, MOST_DROPPED, readDropped } from './dropped-list.ts';
import { resultsSoFar } from './results-so-far.ts';

interface ListGateway {
  /** The API, which needs no token. */
  readonly api: HttpHandler;
  /** By their names. */
  readonly jobTypes: ReadonlyMap<string, Requirements>;
  /** Stands before `npm run enrich` in the command for a larger list, such as `GATEWAY_TOKEN=… `. */
  readonly before?: string;
}

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'examples', 'leads.csv');
/** A fault is told soon: the person may try again. */
const MAX_RETRIES = 1;

/** @returns the calls that read a list, and that give it back with its results */
export function listCalls(gateway: ListGateway): BesideCalls {
  const client = inProcessGateway(gateway.api, systemClock, MAX_RETRIES);
  return {
    'lists:read': {
      method: 'POST',
      tooLarge: (request, query) => tooLarge(request, query.get('jobType') ?? '', gateway),
      answer: async (request, query) => {
        const jobType = jobTypeIn(query, gateway);
        const list = await dropped(request, jobType, gateway);
        return unlessUnavailable(async () => json(200, await inJson(jobType, list, client)));
      },
    },
    'lists:results': {
      method: 'POST',
      tooLarge: (request, query) => tooLarge(request, query.get('jobType') ?? '', gateway),
      answer: async (request, query) => {
        const list = await dropped(request, jobTypeIn(query, gateway), gateway);
        return unlessUnavailable(async () => csv(await resultsSoFar(list, client)));
      },
    },
  };
}

/** The list of the examples, whose people are invented. */
export const EXAMPLE_CALL: BesideCalls = {
  'lists:example': { method: 'GET', answer: async () => csv(await readFile(EXAMPLE, 'utf8')) },
};

async function unlessUnavailable(answer: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof GatewayError || error instanceof GatewayUnreachable) return unavailable();
    throw error;
  }
}

function csv(body: string) {
  return text(200, { contentType: 'text/csv', body });
}

/** @throws ProblemError for none, and for one that the gateway does not have */
function jobTypeIn(query: URLSearchParams, { jobTypes }: ListGateway): string {
  const jobType = query.get('jobType') ?? '';
  if (jobTypes.has(jobType)) return jobType;
  const detail = `Give jobType, one of ${[...jobTypes.keys()].join(', ')}.`;
  return refuse('invalid-parameter', detail, { parameter: 'jobType' });
}

/** @throws ProblemError for what is no list, in the words of `enrich`, and for one that is too large */
async function dropped(request: HttpRequest, jobType: string, gateway: ListGateway): Promise<DroppedList> {
  const requirements = gateway.jobTypes.get(jobType) ?? [];
  try {
    return await readDropped(request.body, { jobType, requirements });
  } catch (error) {
    if (error instanceof ListTooLarge) return refuse('too-large', tooLarge(request, jobType, gateway));
    if (!(error instanceof UserError)) throw error;
    const command = commandFor(request, jobType, gateway);
    const isOption = error.message.includes('--');
    const more = isOption ? ` Options are for the command line: ${command}` : '';
    return refuse('invalid', `${error.message}${more}`);
  }
}

/** @returns what is too large about a list, and the command that takes it */
function tooLarge(request: HttpRequest, jobType: string, gateway: ListGateway): string {
  const { rows, bytes } = MOST_DROPPED;
  const most = `A list has at most ${rows} rows here, and ${bytes} bytes as it is decompressed.`;
  return `${most} The command line takes any: ${commandFor(request, jobType, gateway)}`;
}

/** The server has seen to it that the host is this machine. */
function commandFor(
  { headers }: HttpRequest,
  jobType: string,
  { jobTypes, before = '' }: ListGateway,
): string {
  const type = jobTypes.has(jobType) ? jobType : 'TYPE';
  return `${before}npm run enrich -- LIST --job-type ${type} --gateway http://${headers['host']}`;
}

/** The list, and its forecast as `enrich --dry-run --json` prints it: nothing is sent. */
async function inJson(jobType: string, { list, leads }: DroppedList, client: ModigieGateway) {
  const all = async function* () {
    yield* leads;
  };
  const forecast = await forecastList(all(), { client, signal: new AbortController().signal });
  return {
    forecast: forecast.json(),
    jobType,
    columns: list.header,
    notes: list.notes,
    leads: leads.flatMap(({ row, submission }) =>
      submission === undefined ? [] : [{ row: row.line, submission }],
    ),
    rejects: leads.flatMap(({ row, submission, problem = '' }) =>
      submission === undefined ? [{ row: row.line, reason: problem }] : [],
    ),
  };
}
