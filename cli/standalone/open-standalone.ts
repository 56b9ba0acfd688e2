/** A standalone gateway out of its configuration file: all that a person can have wrong is told in a line. */
import { RealClock } from '../../local/clock.ts';
import { ownAddress } from '../../local/loopback/own-address.ts';
import { type EmbeddedWebhooks, NO_WEBHOOKS } from '../../local/stacks/embedded-webhooks.ts';
import { googleWire } from '../../local/standalone/modigie-wire.ts';
import {
  createStandaloneGateway,
  type StandaloneGateway,
} from '../../local/standalone/standalone-gateway.ts';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { LedgerFileError } from '../../shared/adapters/sqlite/ledger-file-error.ts';
import { SecretFiles } from '../../shared/adapters/system/secret-files.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { UserError } from '../output/user-error.ts';
import { checkOutput } from './files/check-files.ts';
import { readPeppers } from './read-peppers.ts';
import { requireSecret } from './require-secret.ts';

/** This machine, where a receiver may stand that no other machine reaches. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

export interface OpenStandalone extends StandaloneGateway {
  readonly clock: RealClock;
}

interface Opening {
  readonly telemetry: Telemetry;
  /** Told where another process has the ledger: how else a person gets there. */
  readonly whenInUse: string;
}

/**
 * Opens the ledger, and takes it for this process; nothing is sent before `begin`.
 * @param config with absolute paths
 * @throws UserError for a ledger, a secret or a pepper that cannot be used
 */
export async function openStandalone(
  config: StandaloneConfig,
  { telemetry, whenInUse }: Opening,
): Promise<OpenStandalone> {
  const peppers = await readPeppers(config.personPeppersFile);
  const webhooks = await webhooksOf(config);
  await requireOutput(config);
  const file = openLedger(config, whenInUse);
  const clock = new RealClock();
  const gateway = createStandaloneGateway({
    config,
    file,
    wire: googleWire(config),
    webhooks: webhooks ?? NO_WEBHOOKS,
    peppers,
    clock,
    telemetry,
  });
  const stop = async () => {
    const waiting = await gateway.stop();
    webhooks?.close();
    return waiting;
  };
  return { ...gateway, stop, clock };
}

/** @throws UserError where results could not be written: each would wait, and be tried without end */
async function requireOutput({ results: { file } }: StandaloneConfig): Promise<void> {
  const found = file === undefined ? [] : await checkOutput(file);
  const wrong = found.find(({ state }) => state === 'wrong');
  if (wrong) throw new UserError(`${wrong.seen} (${wrong.actual}): ${wrong.fix}.`);
}

function openLedger({ ledger, repositoryId }: StandaloneConfig, whenInUse: string): LedgerFile {
  try {
    return LedgerFile.open(ledger, { repositoryId });
  } catch (error) {
    if (!(error instanceof LedgerFileError)) throw error;
    throw new UserError(error.code === 'in-use' ? `${error.message} ${whenInUse}` : error.message);
  }
}

/** Loaded when there are any: they bring TLS. */
async function webhooksOf({
  webhooks,
  webhookAllowPrivate,
  port,
}: StandaloneConfig): Promise<(EmbeddedWebhooks & { readonly close: () => void }) | undefined> {
  if (webhooks.length === 0) return undefined;
  for (const [i, { secretFile }] of webhooks.entries()) await requireSecret(secretFile, i);
  const [{ guardedAgents }, { HttpsWebhookSender }] = await Promise.all([
    import('../../shared/adapters/https/guarded-agents.ts'),
    import('../../shared/adapters/https/https-webhook-sender.ts'),
  ]);
  const agents = guardedAgents({ allowed: [...webhookAllowPrivate, ...LOOPBACK] });
  return {
    endpoints: webhooks,
    sender: new HttpsWebhookSender({ agents }),
    secrets: new SecretFiles(systemClock),
    queryUrl: ownAddress(port),
    close: agents.close,
  };
}
