/** Adds `enrich` to the command line. */
import type { Command } from 'commander';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { gatewayAddress, googleIdentityOption, tokenOption } from '../options/gateway-address.ts';
import { typedAs } from '../options/typed-as.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { type EnrichOptions, enrich } from './enrich.ts';
import { INPUT_COLUMNS } from './lead-payload.ts';

const KNOWN = [...KNOWN_JOB_TYPES.keys()].join(', ');

export function addEnrich(program: Command): void {
  program
    .command('enrich')
    .configureHelp(typedAs('npm run enrich --'))
    .description('send a CSV of leads through the gateway and write what comes back')
    .argument('<file.csv>', `header required; columns ${INPUT_COLUMNS.join()}`)
    .option('--out <file>', 'where the results go', 'results.csv')
    .option('--job-type <type>', `what to request: ${KNOWN}, or another that --gateway has`, 'enrichMobile')
    .option('--gateway <url>', 'a running gateway; without it all runs in this process', gatewayAddress)
    .option('--query <url>', 'where that gateway is read, when it is another address', gatewayAddress)
    .addOption(tokenOption())
    .addOption(googleIdentityOption())
    .option('--concurrency <n>', 'leads at work at once', wholeNumber(1, 10_000), 500)
    .option('--keep-formulas', "write cells such as =A1 as they are, without ' before them", false)
    .option('--chaos', 'embedded: lose, delay and repeat messages', false)
    .action(async (file: string, options: EnrichOptions, command: Command) => {
      checkJobType(options, command);
      process.exitCode = await enrich(file, options, abortOnInterrupt());
    });
}

/** A job type is configuration of the gateway that is called; only the embedded one is known beforehand. */
function checkJobType({ jobType, gateway }: EnrichOptions, command: Command): void {
  if (gateway !== undefined || KNOWN_JOB_TYPES.has(jobType)) return;
  command.error(
    `error: option '--job-type <type>' argument '${jobType}' is invalid. ` +
      `Without --gateway it must be one of ${KNOWN}.`,
  );
}
