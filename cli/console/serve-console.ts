/** `console`: a page on this machine that calls a gateway elsewhere, as the person who started it. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { VERSION } from '../../client/version.ts';
import { CONSOLE_PATH, withConsole } from '../../local/console/with-console.ts';
import { addressAt } from '../../local/loopback/own-address.ts';
import { type Serving, serve } from '../../local/serve.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { DONE, USAGE } from '../exit-codes.ts';
import { visible } from '../output/printable.ts';
import { UserError } from '../output/user-error.ts';
import { type GatewayAddress, tokensFor } from '../remote-gateway.ts';
import { behindSecret } from './behind-secret.ts';
import { functionAddresses, passOn } from './pass-on.ts';
import { tokenHolder } from './token-holder.ts';

export interface ConsoleOptions {
  readonly address: GatewayAddress;
  /** The gateway's name, as it is shown. */
  readonly name: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** 192 bits: nobody guesses them (RFC 6750 §5.2). */
const SECRET_BYTES = 24;

/**
 * Runs until `signal` aborts.
 * @returns the exit code
 * @throws UserError when the port is in use, or there is no token
 */
export async function serveConsole(
  { address, name, port }: ConsoleOptions,
  signal: AbortSignal,
): Promise<number> {
  const tokenFor = tokensFor(address);
  const addresses = functionAddresses(address);
  const token = await tokenFor?.(addresses['query-jobs']);
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const agent = `modigie-gateway-console/${VERSION}`;
  // Refusals are told to the page, and a fault of ours here as well.
  const telemetry = createLogger({ function: 'console', level: 'ERROR', destination: process.stderr });
  const calls = passOn({ addresses, tokenFor, calling: address, agent, telemetry });
  const setting = { kind: 'remote', name, needsToken: false, controls: false, listsFor: [] } as const;
  const server = await listen(behindSecret(withConsole(calls, setting), secret), port);
  try {
    const page = `${addressAt(server.port)}/${secret}${CONSOLE_PATH}`;
    process.stdout.write(welcome({ name, page, whose: whoseToken(token) }, Object.values(addresses)));
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await server.close();
  }
  process.stdout.write('Stopped: the address is of no use any more.\n');
  return DONE;
}

async function listen(handler: HttpHandler, port: number): Promise<Serving> {
  try {
    return await serve(handler, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UserError(`Port ${port} is in use: choose another with --port N, or leave it out.`, USAGE);
  }
}

function whoseToken(token: string | undefined): string {
  if (token === undefined) return 'without a token';
  const holder = tokenHolder(token);
  return holder === undefined ? 'with the token that was given' : `as ${holder}`;
}

interface Welcome {
  readonly name: string;
  readonly page: string;
  readonly whose: string;
}

function welcome({ name, page, whose }: Welcome, addresses: readonly string[]): string {
  const lines = [
    `The console of ${name}: ${page}`,
    '',
    `It calls ${[...new Set(addresses)].join(', ')} ${whose}, with all the rights that go with it.`,
    'Anybody on this machine who has the address of the page has them too: give it to nobody. Ctrl-C ends the access.',
  ];
  return `${visible(lines.join('\n'), { keepLines: true })}\n`;
}
