import { type Command, InvalidArgumentError, Option } from 'commander';
import type { JsonFields } from '../output/json-fields.ts';

/**
 * Adds `--json[=FIELDS]`. Its fields come after = alone: a word that follows stays an argument, such as the
 * request ID of `jobs show --json ID`.
 * @param known names of the members that may be asked for
 * @param gives its effect in words
 */
export function addJsonOption(
  command: Command,
  known: readonly string[],
  gives = 'one JSON document',
): Command {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (args) => {
    const end = args.indexOf('--');
    return parse(args.map((arg, i) => (arg === '--json' && (end === -1 || i < end) ? '--json=' : arg)));
  };
  command.configureHelp({ optionTerm: ({ flags }) => flags.replace(' [', '[=') });
  const option = new Option('--json [fields]', `${gives}; --json=a,b has these members alone`);
  return command.addOption(option.argParser((text) => jsonFields(text, known)));
}

/** @throws InvalidArgumentError that lists the known ones */
function jsonFields(text: string, known: readonly string[]): JsonFields {
  const fields = text === '' ? [] : text.split(',').map((field) => field.trim());
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined) return fields;
  throw new InvalidArgumentError(
    `There is no field ${JSON.stringify(unknown)}; there are ${known.join(', ')}.`,
  );
}
