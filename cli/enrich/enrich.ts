/** `enrich FILE.csv`: the whole main job, embedded or against a running gateway. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { RealClock, VirtualClock } from '../../local/clock.ts';
import { CHAOS, ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { requirementsOf } from '../../shared/protocol/job-types.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { GatewayClient, overHttp } from '../gateway-client.ts';
import { createProgress } from '../output/progress.ts';
import { UserError } from '../output/user-error.ts';
import { enrichLeads } from './enrich-leads.ts';
import { type LeadFile, openLeads } from './leads.ts';
import { RESULT_COLUMNS, resultRow } from './results.ts';
import { Summary } from './summary.ts';

export interface EnrichCommand {
  readonly file: string;
  readonly out: string;
  readonly jobType: string;
  readonly gateway?: string | undefined;
  readonly query?: string | undefined;
  readonly token?: string | undefined;
  readonly concurrency: number;
  readonly chaos: boolean;
  readonly signal: AbortSignal;
}

interface Target {
  readonly client: GatewayClient;
  readonly clock: Clock;
  readonly maxPollMs: number;
  readonly stop: () => void;
}

/** Exit code after Ctrl-C: 128 + SIGINT. */
const INTERRUPTED = 130;
const MINUTE_MS = 60_000;

/** @returns the exit code @throws UserError */
export async function enrich(command: EnrichCommand): Promise<number> {
  const file = await openLeads(command.file, requirementsOf(command.jobType));
  const out = await openOutput(command.file, command.out);
  const target = command.gateway === undefined ? embedded(command.chaos) : remote(command, command.gateway);
  const startedAt = performance.now();
  const summary = new Summary();
  try {
    await run(command, file, target, out, summary);
  } finally {
    target.stop();
    out.end();
    await once(out, 'close');
    process.stdout.write(`${summary.text(performance.now() - startedAt)}\nResults: ${command.out}\n`);
  }
  if (!command.signal.aborted) return 0;
  process.stdout.write('Interrupted: what was finished is written. Run the same command again to go on.\n');
  return INTERRUPTED;
}

async function run(
  command: EnrichCommand,
  file: LeadFile,
  target: Target,
  out: WriteStream,
  summary: Summary,
): Promise<void> {
  const progress = createProgress(file.bytes, process.stderr);
  const { jobType, concurrency, signal } = command;
  try {
    await write(out, [...file.header, ...RESULT_COLUMNS]);
    for await (const enriched of enrichLeads(file.leads, {
      ...target,
      jobType,
      header: file.header,
      concurrency,
      signal,
    })) {
      await write(out, resultRow(enriched, file.header.length));
      summary.add(enriched);
      progress.update(enriched.lead.bytes, summary.leads);
    }
  } finally {
    progress.stop();
  }
}

async function write(out: WriteStream, row: readonly string[]): Promise<void> {
  if (!out.write(stringify([row as string[]]))) await once(out, 'drain');
}

async function openOutput(input: string, output: string): Promise<WriteStream> {
  const [from, to] = await Promise.all([realpath(input), realpath(output).catch(() => undefined)]);
  if (from === to) throw new UserError(`The results would overwrite ${input}: name another file with --out.`);
  const out = createWriteStream(output);
  try {
    await once(out, 'open');
  } catch (error) {
    throw new UserError(`${output} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  return out;
}

/** Everything in this process, in time that passes as fast as the work does. */
function embedded(chaos: boolean): Target {
  const clock = new VirtualClock(Date.now());
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: chaos ? CHAOS : ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: MINUTE_MS,
    // Long enough for every result to be read (twice the longest poll), short enough for memory not to grow.
    policy: { retentionMs: 10 * MINUTE_MS },
    // In chaos a final answer may be lost and asked for again much later: then everything has to be
    // remembered.
    forgetful: !chaos,
  });
  const outside = clock.outside();
  const client = new GatewayClient(
    (request) => clock.during(() => stack.api(request)),
    outside,
    'The embedded gateway',
  );
  return { client, clock: outside, maxPollMs: 5 * MINUTE_MS, stop: stack.stop };
}

function remote({ query, token }: EnrichCommand, gateway: string): Target {
  const clock = new RealClock();
  return {
    client: new GatewayClient(overHttp({ gateway, query, token }), clock, gateway),
    clock,
    maxPollMs: 30_000,
    stop: () => clock.stop(),
  };
}
