/** `serve`: the gateway of one machine, which stays up. */
import { once } from 'node:events';
import { atMost } from '../../local/at-most.ts';
import { type BesideCalls, withBesideCalls } from '../../local/console/beside-api.ts';
import { withConsole } from '../../local/console/with-console.ts';
import { addressAt, ownAddress } from '../../local/loopback/own-address.ts';
import { withToken } from '../../local/loopback/with-token.ts';
import { type Serving, serve } from '../../local/serve.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import { unavailable } from '../../shared/http/answering.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { MOST_DROPPED } from '../console/lists/dropped-list.ts';
import { listCalls } from '../console/lists/list-calls.ts';
import { DONE, FAULT, USAGE } from '../exit-codes.ts';
import { UserError } from '../output/user-error.ts';
import { quoted } from '../standalone/files/private-file.ts';
import { openStandalone } from '../standalone/open-standalone.ts';
import { readConfigFile } from '../standalone/read-config-file.ts';
import { readToken } from '../standalone/read-token.ts';
import { requireWire } from '../standalone/require-wire.ts';

/** The page has no data, and needs no token: each of its calls does. */
const CONSOLE = {
  kind: 'serve',
  name: 'modigie-gateway (serve)',
  needsToken: true,
  controls: false,
} as const;

/** How long (ms) a call waits for the wire to be looked at; later it is told to come again. */
const BEGINS_WITHIN_MS = 5_000;

const LOST =
  'The ledger was lost by a fault of its disk, which the log tells of. Nothing that was acknowledged is gone: see whether ' +
  'the disk is well and has room, and start it again.';

const whenInUse = (base: string | undefined) =>
  `If that is another "serve", send lists through it: npm run enrich -- LIST --gateway ${base ?? 'ADDRESS, as its first line tells'}.`;

/**
 * Runs until `signal` aborts.
 * @param path of the configuration file
 * @returns the exit code
 * @throws UserError when the configuration, the wire, the ledger or the port cannot be used
 */
export async function serveStandalone(path: string, signal: AbortSignal): Promise<number> {
  const config = await readConfigFile(path);
  const token = await tokenOf(config);
  const telemetry = createLogger({ function: 'serve', level: config.logLevel, destination: process.stderr });
  const gateway = await openStandalone(config, {
    telemetry,
    whenInUse: whenInUse(ownAddress(config.port)),
  });
  try {
    const begun = Promise.withResolvers<void>();
    const api = onceBegun(begun.promise, gateway.api);
    const withLists = withBesideCalls(api, listCallsOf(config, api), telemetry);
    const guarded = withToken(withLists, token, { telemetry });
    const server = await listen(
      withConsole(guarded, { ...CONSOLE, listsFor: [...config.jobTypes.keys()] }),
      config.port,
    );
    try {
      const wire = requireWire(config, tell);
      const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort');
      await Promise.race([wire, aborted]);
      if (!signal.aborted) {
        gateway.begin();
        begun.resolve();
        process.stdout.write(welcome(config, server.port));
        await Promise.race([aborted, gateway.lost]);
      }
    } finally {
      await server.close();
    }
  } finally {
    await gateway.stop();
  }
  if (!signal.aborted) throw new UserError(LOST, FAULT);
  process.stdout.write('Stopped.\n');
  return DONE;
}

function listCallsOf({ jobTypes, tokenFile }: StandaloneConfig, api: HttpHandler): BesideCalls {
  return listCalls({
    api,
    jobTypes: new Map([...jobTypes].map(([name, { requirements }]) => [name, requirements])),
    before: `GATEWAY_TOKEN=${tokenIn(tokenFile)} `,
  });
}

/** @returns the text for a shell by which a token is read from its file */
function tokenIn(tokenFile = ''): string {
  return `"$(cat ${quoted(tokenFile)})"`;
}

/**
 * A call that comes as soon as it listens waits a moment: a job that was taken before would be published,
 * though the wire may be wrong, and webhooks would miss its result.
 */
function onceBegun(begun: Promise<void>, api: HttpHandler): HttpHandler {
  let hasBegun = false;
  void begun.then(() => {
    hasBegun = true;
  });
  return async (request) => {
    if (!hasBegun) await atMost(BEGINS_WITHIN_MS, begun);
    return hasBegun ? api(request) : unavailable();
  };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function tokenOf({ tokenFile }: StandaloneConfig): Promise<string> {
  if (tokenFile !== undefined) return readToken(tokenFile);
  throw new UserError(
    'tokenFile is required by serve: name a file with a token, which callers send as "Authorization: Bearer TOKEN". ' +
      'openssl rand -hex 32 prints one.',
  );
}

async function listen(api: HttpHandler, port: number): Promise<Serving> {
  try {
    return await serve(api, port, { largestBody: MOST_DROPPED.bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UserError(`port ${port} is in use: give another in the configuration.`, USAGE);
  }
}

function welcome({ results, webhooks, ledger, tokenFile = '' }: StandaloneConfig, port: number): string {
  const base = addressAt(port);
  const targets = [results.file, results.topic, ...webhooks.map(({ name }) => `webhook ${name}`)];
  const where = targets.filter((target) => target !== undefined).join(', ');
  const token = tokenIn(tokenFile);
  return `modigie-gateway at ${base}, ledger ${ledger}
Results: ${where === '' ? 'in the ledger alone, to be read' : where}
Console: ${base}/console, which asks for the token of ${tokenFile}
Call it with the token of ${tokenFile}, which no other user sees in the list of processes:
  printf 'Authorization: Bearer %s' ${token} | curl -H @- ${base}/v1/jobs:count
A list of leads:
  GATEWAY_TOKEN=${token} npm run enrich -- leads.csv --gateway ${base}
Ctrl-C stops it; the next start goes on.
`;
}
