/** `doctor`: is everything as it should be? Nothing is changed. */
import { resolve } from 'node:path';
import type { Finding } from '../../client/operator.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { deviation } from '../../shared/api/ledger-report.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type DOCTOR_CODES, INTERRUPTED } from '../exit-codes.ts';
import { applicationDefault } from '../google/application-default.ts';
import { googleApis } from '../google/google-apis.ts';
import { requirePrivateWay } from '../options/gateway-address.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { standardOutput } from '../output/sink.ts';
import { type GatewayAddress, remoteOperator } from '../remote-gateway.ts';
import { readConfigFile } from '../standalone/read-config-file.ts';
import { examineCloud } from './cloud/examine-cloud.ts';
import { examineStandalone } from './examine-standalone.ts';
import { codeOf, findingLines, inShort } from './finding-lines.ts';
import { lookAtLedger } from './look-at-ledger.ts';

const REPOSITORY = resolve(import.meta.dirname, '..', '..');

export interface DoctorOptions {
  /** The gateway whose ledger is looked at; undefined for none. */
  readonly ledger: GatewayAddress | undefined;
  /** The deployment whose cloud is looked at; undefined for none. */
  readonly deployment: Deployment | undefined;
  /** The configuration of a standalone gateway, which is looked at alone; undefined for none. */
  readonly config: string | undefined;
  readonly json: JsonFields | undefined;
}

/**
 * @returns the exit code
 * @throws UserError without credentials of Google's where the cloud is looked at, for a configuration that is
 * none, and where a token would be sent unencrypted
 */
export async function doctor(
  options: DoctorOptions,
  signal: AbortSignal,
): Promise<keyof typeof DOCTOR_CODES> {
  const { json } = options;
  const looking = await Promise.race([aborted(signal), look(options, signal)]);
  if (looking === undefined || signal.aborted) return INTERRUPTED;
  const findings = looking.flat();
  const listing = findingLines(standardOutput(), json);
  for (const finding of findings) listing.add(finding);
  listing.end();
  process.stderr.write(`${inShort(findings)}.\n`);
  return codeOf(findings);
}

async function look(
  { ledger, deployment, config }: DoctorOptions,
  signal: AbortSignal,
): Promise<readonly (readonly Finding[])[]> {
  if (config !== undefined) return [await ofStandalone(config, signal)];
  return Promise.all([ofLedger(ledger, signal), ofCloud(deployment)]);
}

async function ofStandalone(path: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const config = await readConfigFile(path);
  process.stderr.write(`… looking at ${path}\n`);
  return examineStandalone(config, signal);
}

async function ofLedger(address: GatewayAddress | undefined, signal: AbortSignal): Promise<Finding[]> {
  if (address === undefined) return [notLookedAt()];
  requirePrivateWay(address);
  const operator = remoteOperator(address);
  return lookAtLedger({ operator, address, clock: systemClock, signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return [];
  });
}

async function ofCloud(deployment: Deployment | undefined): Promise<readonly Finding[]> {
  if (deployment === undefined) return [];
  const authorize = await applicationDefault();
  process.stderr.write(`… looking at ${deployment.prefix} in ${deployment.project}\n`);
  const google = googleApis({ authorize, fetch, clock: systemClock });
  return examineCloud({ google, deployment, repository: REPOSITORY });
}

function notLookedAt(): Finding {
  return deviation({
    check: 'ledger',
    state: 'warning',
    seen: 'the ledger was not looked at: no gateway is named',
    expected: 'a gateway that says what it finds',
    actual: 'none',
    fix: 'give --gateway "$READ" with a token of one of its readers, or --profile (docs/operate.md)',
  });
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((end) => {
    signal.addEventListener('abort', () => end(undefined));
  });
}
