/** `jobs explain`: what happened to a job, what is due next, and what would change that, in sentences. */
import type { Command } from 'commander';
import type { Sentence } from '../../client/index.ts';
import { ExplanationSchema } from '../../shared/api/explanation.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { type JsonFields, picked } from '../output/json-fields.ts';
import { tsvCell, visible } from '../output/printable.ts';
import { relativeTime } from '../output/relative-time.ts';
import { jsonText } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

export interface ExplainOptions {
  readonly json?: JsonFields | undefined;
}

const FIELDS = Object.keys(ExplanationSchema.unwrap().shape);

export function addExplain(jobs: Command): void {
  const command = jobs
    .command('explain')
    .description('say what happened to a job, what is due next and when, and what would change that')
    .argument('<requestId>', 'the job; the first request ID of a lead stands for all of its attempts');
  addReadingOptions(addJsonOption(command, FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((requestId: string, options: GatewayAddress & ExplainOptions) =>
      callGateway(options, (call) => explainJob(call, requestId, options)),
    );
}

/** @returns the exit code. @throws as `Jobs.explain` does */
export async function explainJob(
  { jobs, sink, signal }: GatewayCall,
  requestId: string,
  { json }: ExplainOptions,
): Promise<number> {
  const explanation = await jobs.explain(requestId, { signal });
  const { stream, terminalWidth, clock } = sink;
  if (json) {
    stream.write(`${jsonText(picked(explanation, json))}\n`);
    return DONE;
  }
  const { sentences } = explanation;
  const told = ({ at }: Sentence) => (at === null ? '' : relativeTime(at, clock.now()));
  const width = Math.max(...sentences.map((sentence) => told(sentence).length));
  for (const sentence of sentences) {
    const { at, code, text } = sentence;
    // A sentence is not cut: a terminal breaks its line.
    const line =
      terminalWidth === undefined
        ? [at ?? '', code, text].map(tsvCell).join('\t')
        : `${visible(told(sentence)).padEnd(width)}  ${visible(text)}`;
    stream.write(`${line}\n`);
  }
  return DONE;
}
