/** `jobs reveal`: what was sent of a job, and what Modigie knows of it, told in the audit. */
import type { Command } from 'commander';
import type { RevealedJob } from '../../client/operator.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addReasonOption } from '../options/reason-option.ts';
import { jsonText, parseVerbatim } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

/** Why there is no payload. */
const WHY: ReadonlyMap<string, string> = new Map([
  ['purged', 'its retention is over'],
  ['erased', 'it was erased, as data of a person'],
  ['external', 'the gateway never requested this job'],
]);

export function addReveal(jobs: Command): void {
  const command = addReasonOption(
    jobs
      .command('reveal')
      .description('show what was sent of a job and what came, as JSON; the audit tells that you looked')
      .argument('<requestId>', 'the job; the first request ID of a lead means the attempt that tells it'),
  );
  addOperatingOptions(command)
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((requestId: string, options: GatewayAddress & { readonly reason?: string }) =>
      callGateway(options, (call) => revealJob(call, requestId, options.reason)),
    );
}

/** @returns the exit code. @throws as `Operator.revealText` does */
export async function revealJob(
  { operator, sink, tell, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  requestId: string,
  reason: string | undefined,
): Promise<number> {
  const revealed = parseVerbatim(await operator.revealText(requestId, { reason, signal })) as RevealedJob;
  sink.stream.write(`${jsonText(revealed)}\n`);
  const { reason: why } = revealed;
  if (why !== null) tell(`There is no payload: ${WHY.get(why) ?? why}.`);
  return DONE;
}
