/** A standalone gateway, looked at by its configuration: files, ledger and wire. Nothing is changed. */
import type { Finding } from '../../client/operator.ts';
import { ownAddress } from '../../local/loopback/own-address.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { deviation, inOrder } from '../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import { remoteOperator } from '../remote-gateway.ts';
import { checkFiles } from '../standalone/files/check-files.ts';
import { checkLedger } from '../standalone/files/check-ledger.ts';
import { quoted } from '../standalone/files/private-file.ts';
import { readToken } from '../standalone/read-token.ts';
import { checkWire, realWire } from '../standalone/wire/check-wire.ts';
import { lookAtLedger } from './look-at-ledger.ts';

/** How long (ms) a gateway on this machine may take to say that it is there. */
const HEALTH_MS = 2_000;

/** @param config with absolute paths */
export async function examineStandalone(
  config: StandaloneConfig,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const wire = await realWire(systemClock, process.env['PUBSUB_EMULATOR_HOST'] || undefined);
  const [files, ledger, google] = await Promise.all([
    checkFiles(config),
    ofLedger(config, signal),
    checkWire(config, wire),
  ]);
  return [...files, ...ledger, ...google];
}

/** The process that has the ledger is asked for what is in it. */
async function ofLedger(config: StandaloneConfig, signal: AbortSignal): Promise<Finding[]> {
  const { findings, isInUse } = await checkLedger(config);
  if (!isInUse) return [...findings];
  const gateway = ownAddress(config.port);
  if (gateway === undefined || !(await isServing(gateway)))
    return [heldByAnother(config, gateway), ...findings];
  const token = await tokenOf(config);
  const address = { gateway, ...(token !== undefined && { token }) };
  const operator = remoteOperator(address);
  const told = await lookAtLedger({ operator, address, clock: systemClock, signal });
  return [inOrder('ledger', `the gateway at ${gateway} has the ledger, and was asked`), ...told, ...findings];
}

/** A gateway asks each caller for a token, and another program on that port must not see it. */
async function isServing(gateway: string): Promise<boolean> {
  try {
    const response = await fetch(`${gateway}/health`, { signal: AbortSignal.timeout(HEALTH_MS) });
    await response.arrayBuffer();
    return response.status === 401 && response.headers.get('www-authenticate') === 'Bearer';
  } catch {
    return false;
  }
}

async function tokenOf({ tokenFile }: StandaloneConfig): Promise<string | undefined> {
  if (tokenFile === undefined) return undefined;
  // `checkFiles` tells of one that is none.
  return readToken(tokenFile).catch(() => undefined);
}

function heldByAnother({ ledger }: StandaloneConfig, gateway: string | undefined): Finding {
  return deviation({
    check: 'ledger',
    state: 'warning',
    seen: 'another process has the ledger, and it was not looked at',
    expected: gateway === undefined ? 'nobody' : `nobody, or a gateway that answers at ${gateway}`,
    actual:
      gateway === undefined
        ? 'a process whose address is not known, since port is 0'
        : 'a process that does not answer there, such as enrich',
    fix: `wait until it ends, and look again; to see which it is: fuser ${quoted(ledger)}`,
  });
}
