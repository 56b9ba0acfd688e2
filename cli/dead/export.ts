/** `dead export`: dead letters in full, to be kept or mended elsewhere. */
import type { Command } from 'commander';
import type { DeadLetterInFull } from '../../client/operator.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp, FAULT } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addLimitOption } from '../options/limit-option.ts';
import { UserError } from '../output/user-error.ts';
import { jsonLine } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { addLetterFilter, type LetterFilterOptions, letterFilterOf } from './letter-filter-options.ts';

export interface ExportLettersOptions extends LetterFilterOptions {
  /** How many letters are exported at most, where they are not named. */
  readonly limit: number;
  /** Whether the bytes of one letter are written, and nothing around them. */
  readonly body?: boolean | undefined;
}

export function addExport(dead: Command): void {
  const command = dead
    .command('export')
    .description('write dead letters in full: one JSON text on each line, the bytes in it in base64')
    .argument('[ids...]', 'the dead letters; without any, those that match')
    .option('--body', 'write the bytes of one dead letter as they came, and nothing around them');
  addOperatingOptions(addLimitOption(addLetterFilter(command)))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((ids: readonly string[], options: GatewayAddress & ExportLettersOptions) =>
      callGateway(options, (call) => exportLetters(call, ids, options)),
    );
}

/** @returns the exit code. @throws as `DeadLetters.get` and `DeadLetters.list` do */
export async function exportLetters(
  call: GatewayCall,
  ids: readonly string[],
  { body = false, ...options }: ExportLettersOptions,
): Promise<number> {
  const { operator, sink, signal } = call;
  if (body && ids.length !== 1) throw new UserError('--body writes one dead letter: name that one.');
  for await (const id of ids.length > 0 ? ids : matching(call, options)) {
    const letter = await operator.deadLetters.get(id, { signal });
    if (!body) sink.stream.write(`${jsonLine(letter)}\n`);
    else if (!writeBody(call, letter)) return FAULT;
  }
  return DONE;
}

async function* matching(
  { operator, signal }: GatewayCall,
  { limit, ...given }: Omit<ExportLettersOptions, 'body'>,
): AsyncGenerator<string> {
  let left = limit;
  for await (const { id } of operator.deadLetters.list(letterFilterOf(given), { signal })) {
    if (left === 0) return;
    left -= 1;
    yield id;
  }
}

function writeBody({ sink, tell }: GatewayCall, { id, data }: DeadLetterInFull): boolean {
  if (data === null) tell(`${id}: not all of its bytes are there any more.`);
  else sink.stream.write(Buffer.from(data, 'base64'));
  return data !== null;
}
