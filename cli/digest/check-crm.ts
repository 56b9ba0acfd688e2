/**
 * `digest check`: whether a CRM has the fields that patches write. HubSpot refuses all inputs of a call for
 * one property that it does not know; Salesforce refuses the record.
 */
import { type Command, Option } from 'commander';
import { CRMS, type Crm } from '../../shared/digest/digest-policy.ts';
import { DONE, exitCodesHelp, FAULT, FIELD_CHECK_CODES, USAGE } from '../exit-codes.ts';
import { readDigestPolicy } from '../options/digest-option.ts';
import { enterUserFolder } from '../options/user-folder.ts';
import { tsvCell, visible } from '../output/printable.ts';
import { type Sink, standardOutput } from '../output/sink.ts';
import { UserError } from '../output/user-error.ts';
import { readProperties } from './crm-property.ts';
import { type CheckedField, checkedFields } from './field-problems.ts';

interface CheckOptions {
  readonly crm: Crm;
  readonly properties: string;
  readonly digest?: string;
  readonly json?: boolean;
}

export function addCheck(digest: Command): void {
  digest
    .command('check')
    .description('compare the fields that patches write with an exported list of the properties of a CRM')
    .addOption(new Option('--crm <crm>', 'whose fields').choices(CRMS).makeOptionMandatory())
    .requiredOption('--properties <file>', 'the exported list, as JSON')
    .option('--digest <file>', 'names of your own, as JSON of the variable DIGEST')
    .option('--json', 'tell each field as JSON')
    .addHelpText('after', exitCodesHelp(FIELD_CHECK_CODES))
    .action(async (options: CheckOptions) => {
      enterUserFolder();
      process.exitCode = await checkFields(options, standardOutput()).catch((error: unknown) => {
        throw error instanceof UserError ? new UserError(error.message, USAGE) : error;
      });
    });
}

/** @returns the exit code. @throws UserError for a file that cannot be read, or is none of that kind */
export async function checkFields(
  { crm, properties, digest, json }: CheckOptions,
  { stream, terminalWidth }: Pick<Sink, 'stream' | 'terminalWidth'>,
): Promise<number> {
  const policy = await readDigestPolicy(digest);
  const checked = checkedFields(crm, await readProperties(properties, crm), policy);
  stream.write(json ? `${JSON.stringify(checked)}\n` : told(checked, terminalWidth !== undefined));
  return checked.some(({ problems }) => problems.length > 0) ? FAULT : DONE;
}

function told(checked: readonly CheckedField[], isTerminal: boolean): string {
  const width = Math.max(...checked.map(({ name }) => name.length));
  return checked
    .flatMap(({ field, name, problems }) => {
      const mark = problems.length > 0 ? '✗' : '✓';
      const says = problems.length > 0 ? problems : [`has ${field}`];
      return says.map((text) =>
        isTerminal
          ? `${mark} ${visible(name).padEnd(width)}  ${visible(text)}\n`
          : `${[mark, name, text].map(tsvCell).join('\t')}\n`,
      );
    })
    .join('');
}
