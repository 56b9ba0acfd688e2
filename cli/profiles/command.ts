/** Adds `profiles` to the command line: gateways by the names that a person gives them. */
import type { Command } from 'commander';
import { DONE, exitCodesHelp, LOCAL_CODES } from '../exit-codes.ts';
import { gatewayAddress, requirePrivateWay } from '../options/gateway-address.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { standardOutput } from '../output/sink.ts';
import type { Profile } from './config-file.ts';
import { configPath } from './config-file.ts';
import { addProfile, listProfiles, PROFILE_COLUMNS, removeProfile, useProfile } from './profiles.ts';

export function addProfiles(program: Command): void {
  const profiles = program.command('profiles').description('name gateways, for --profile NAME');
  for (const addCommand of [addAdd, addListing, addUse, addRemove]) addCommand(profiles);
}

function addAdd(profiles: Command): void {
  profiles
    .command('add')
    .description('name a gateway; a token is never kept')
    .argument('<name>', 'what to call it, such as prod')
    .requiredOption('--gateway <url>', 'the gateway', gatewayAddress)
    .option('--query <url>', 'where it is read, when that is another address', gatewayAddress)
    .option('--operate <url>', 'where it is operated, when that is another address', gatewayAddress)
    .option('--webhooks <url>', 'where its webhooks are tried, when that is another address', gatewayAddress)
    .option('--google-identity', 'call it with tokens of the Google account that the command runs as')
    .option('--replace', 'take the place of the profile that has the name')
    .addHelpText('after', exitCodesHelp(LOCAL_CODES))
    .action(async (name: string, given: Profile & { readonly replace?: boolean }) => {
      requirePrivateWay(given);
      await addProfile(configPath(), name, given);
      process.stderr.write(
        `Added ${name}: --profile ${name} takes it. To make it the default: npm run gateway -- profiles use ${name}.\n`,
      );
      process.exitCode = DONE;
    });
}

function addListing(profiles: Command): void {
  const command = profiles.command('list').description('list profiles');
  addJsonOption(
    command,
    PROFILE_COLUMNS.map(({ name }) => name),
  )
    .addHelpText('after', exitCodesHelp(LOCAL_CODES))
    .action(async ({ json }: { readonly json?: JsonFields }) => {
      const found = await listProfiles(configPath(), standardOutput(), json);
      if (found === 0)
        process.stderr.write('No profiles yet: npm run gateway -- profiles add NAME --gateway URL.\n');
      process.exitCode = DONE;
    });
}

function addUse(profiles: Command): void {
  profiles
    .command('use')
    .description(
      'make a profile the one that every command takes by itself which calls a gateway, but for enrich',
    )
    .argument('[name]', 'the profile')
    .option('--none', 'none of them, but the gateway on this machine')
    .addHelpText('after', exitCodesHelp(LOCAL_CODES))
    .action(async (name: string | undefined, { none = false }: { none?: boolean }, command: Command) => {
      if (none === (name !== undefined)) command.error('error: name a profile, or give --none');
      await useProfile(configPath(), name);
      process.exitCode = DONE;
    });
}

function addRemove(profiles: Command): void {
  profiles
    .command('remove')
    .description('forget a profile')
    .argument('<name>', 'the profile')
    .addHelpText('after', exitCodesHelp(LOCAL_CODES))
    .action(async (name: string) => {
      await removeProfile(configPath(), name);
      process.exitCode = DONE;
    });
}
