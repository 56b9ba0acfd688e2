/** Adds `doctor` to the command line. */
import { type Command, Option } from 'commander';
import type { Deployment } from '../deployment/deployment.ts';
import { prefixOption, projectOption, regionOption } from '../deployment/deployment-options.ts';
import { DOCTOR_CODES, exitCodesHelp } from '../exit-codes.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import type { JsonFields } from '../output/json-fields.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { doctor } from './doctor.ts';
import { FINDING_FIELDS } from './finding-lines.ts';

const HELP = `
The ledger is looked at through the gateway, the cloud of a deployment (--project) with your own Google
credentials, a standalone gateway (--config) with its own account. Of each thing that is not as it should be:
what is expected, what is there, and what mends it. Nothing is changed.
${exitCodesHelp(DOCTOR_CODES)}`;

type Given = GatewayAddress &
  Omit<Deployment, 'project'> & {
    readonly project?: string;
    readonly config?: string;
    readonly json?: JsonFields | undefined;
  };

export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('hold ledger and cloud against what they should be; nothing is changed')
    .addOption(projectOption())
    .addOption(prefixOption())
    .addOption(regionOption())
    .addOption(
      new Option('--config <file>', 'a standalone gateway, by its configuration, instead').conflicts([
        'gateway',
        'query',
        'profile',
        'project',
      ]),
    );
  addReadingOptions(addJsonOption(command, FINDING_FIELDS))
    .addHelpText('after', HELP)
    .action(async ({ project, prefix, region, config, json, ...address }: Given) => {
      enterUserFolder();
      const isNamed = command.getOptionValueSource('gateway') !== 'default';
      const signal = abortOnInterrupt();
      const code = await doctor(
        {
          // The gateway of one's own machine has no cloud.
          ledger: config === undefined && (isNamed || project === undefined) ? address : undefined,
          config,
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
