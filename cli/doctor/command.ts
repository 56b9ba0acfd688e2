/** Adds `doctor` to the command line. */
import type { Command } from 'commander';
import type { Deployment } from '../deployment/deployment.ts';
import { prefixOption, projectOption, regionOption } from '../deployment/deployment-options.ts';
import { DOCTOR_CODES, exitCodesHelp } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { doctor } from './doctor.ts';
import { FINDING_FIELDS } from './finding-lines.ts';

const HELP = `
The ledger is looked at through the gateway, the cloud of a deployment (--project) with your own Google
credentials. Of each thing that is not as it should be: what is expected, what is there, and what mends it.
Nothing is changed.
${exitCodesHelp(DOCTOR_CODES)}`;

type Given = GatewayAddress &
  Omit<Deployment, 'project'> & {
    readonly project?: string;
    readonly json?: JsonFields | undefined;
  };

export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('hold ledger and cloud against what they should be; nothing is changed')
    .addOption(projectOption())
    .addOption(prefixOption())
    .addOption(regionOption());
  addReadingOptions(addJsonOption(command, FINDING_FIELDS))
    .addHelpText('after', HELP)
    .action(async ({ project, prefix, region, json, ...address }: Given) => {
      const isNamed = command.getOptionValueSource('gateway') !== 'default';
      const signal = abortOnInterrupt();
      const code = await doctor(
        {
          // The gateway of one's own machine has no cloud.
          ledger: isNamed || project === undefined ? address : undefined,
          deployment: project === undefined ? undefined : { project, prefix, region },
          json,
        },
        signal,
      );
      // A call that it waited for may go on for long.
      if (signal.aborted) process.stdout.write('', () => process.exit(code));
      process.exitCode = code;
    });
}
