/** Adds `jobs replay` and `jobs redeliver`: neither costs anything, and nobody is asked about named jobs. */
import type { Command } from 'commander';
import { callGateway } from '../../call-gateway.ts';
import { exitCodesHelp, JOB_ACT_CODES } from '../../exit-codes.ts';
import { actOnMany, countOnly, type ManyCall } from '../../operations/act-on-many.ts';
import { OPERATION_FIELDS } from '../../operations/operation-columns.ts';
import { addOperatingOptions } from '../../options/gateway-options.ts';
import { addJsonOption } from '../../options/json-option.ts';
import { personAtTerminal } from '../../output/ask.ts';
import { requireFields } from '../../output/json-fields.ts';
import { progressLine } from '../../output/progress-line.ts';
import type { GatewayAddress } from '../../remote-gateway.ts';
import { type ActOptions, addActOptions, meantBy } from './act-options.ts';
import { orderOf, REDELIVER, REPLAY } from './job-acts.ts';
import { REPEAT_COLUMNS, repeatJobs } from './repeat-jobs.ts';

const ROW_FIELDS = REPEAT_COLUMNS.map(({ name }) => name);

type RepeatAct = typeof REPLAY | typeof REDELIVER;

export function addReplay(jobs: Command): void {
  addRepeat(
    jobs
      .command('replay')
      .description('have identical requests published again, so that Modigie answers again'),
    REPLAY,
  );
}

export function addRedeliver(jobs: Command): void {
  addRepeat(
    jobs.command('redeliver').description('deliver results once more, each under the same dedupKey'),
    REDELIVER,
  );
}

function addRepeat(described: Command, act: RepeatAct): void {
  const command = addActOptions(
    described.argument('[requestIds...]', 'the jobs; without any, those that match the filter'),
  )
    .option('--yes', 'of a filter: nothing is asked, and nothing counted before')
    .option(
      '--dry-run',
      'count those that it would be done to, and the others by the reason; change nothing',
    );
  const fields = [...ROW_FIELDS, ...OPERATION_FIELDS];
  addOperatingOptions(addJsonOption(command, [...new Set(fields)]))
    .addHelpText('after', exitCodesHelp(JOB_ACT_CODES))
    .action((given: readonly string[], options: GatewayAddress & ActOptions) =>
      callGateway(options, (call) =>
        repeat({ ...call, ask: personAtTerminal(call.signal), progress: progressLine() }, act, {
          given,
          ...options,
        }),
      ),
    );
}

/** @returns the exit code. @throws as `repeatJobs` and `actOnMany` do */
export async function repeat(
  call: ManyCall,
  act: RepeatAct,
  { given, ...options }: ActOptions & { readonly given: readonly string[] },
): Promise<number> {
  const meant = meantBy(given, options);
  const asked = { ...options, order: orderOf(act, meant, options) };
  if (options.dryRun) return countOnly(call, asked);
  if (!meant.requestIds) return actOnMany(call, act, asked);
  requireFields(options.json, ROW_FIELDS, 'a job by its ID');
  return repeatJobs(call, act, { ...options, requestIds: meant.requestIds });
}
