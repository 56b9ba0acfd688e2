/** The frame of all commands that call a gateway: its calls, its failures in words, and the end at Ctrl-C. */
import type { ModigieGateway } from '../client/index.ts';
import type { Operator } from '../client/operator.ts';
import { INTERRUPTED } from './exit-codes.ts';
import { inUserWords } from './failed-calls.ts';
import { abortOnInterrupt } from './interruption.ts';
import { requirePrivateWay } from './options/gateway-address.ts';
import { visible } from './output/printable.ts';
import { type Sink, standardOutput } from './output/sink.ts';
import { type GatewayAddress, remoteGateway, remoteOperator } from './remote-gateway.ts';

/** A command's means. */
export interface GatewayCall extends Pick<ModigieGateway, 'jobs' | 'money'> {
  readonly operator: Operator;
  /** Where it writes what it finds. */
  readonly sink: Sink;
  /** Writes a line for the person: a warning, or how far it is. */
  readonly tell: (line: string) => void;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Has a command do its work, and sets the exit code to the one that it returns.
 * @throws UserError when the gateway refuses a call, or cannot be reached
 */
export async function callGateway(
  address: GatewayAddress,
  work: (call: GatewayCall) => Promise<number>,
): Promise<void> {
  requirePrivateWay(address);
  const signal = abortOnInterrupt();
  const { jobs, money } = remoteGateway(address);
  const operator = remoteOperator(address);
  const tell = (line: string) => void process.stderr.write(`${visible(line)}\n`);
  try {
    process.exitCode = await work({ jobs, money, operator, sink: standardOutput(), tell, signal });
  } catch (error) {
    if (!signal.aborted) throw inUserWords(error, address);
    process.exitCode = INTERRUPTED;
  }
}
