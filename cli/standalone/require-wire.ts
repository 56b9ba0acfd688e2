/** Does the wire work? It is looked at before a gateway starts: else each job would find the same fault. */
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { FindingView } from '../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import { FAULT, USAGE } from '../exit-codes.ts';
import { visible } from '../output/printable.ts';
import { UserError } from '../output/user-error.ts';
import { checkWire, realWire } from './wire/check-wire.ts';

/**
 * @param tell has a line for each thing that a person may have to look at. A network that fails is one of
 * them: it may pass, and jobs wait in the ledger meanwhile
 * @throws UserError with a line for each thing that is wrong. A wrong clock alone ends with 1: a machine that
 * has just started sets it by the network, and may try again
 */
export async function requireWire(config: StandaloneConfig, tell: (line: string) => void): Promise<void> {
  const emulator = process.env['PUBSUB_EMULATOR_HOST'] || undefined;
  requireFindings(await checkWire(config, await realWire(systemClock, emulator)), tell);
}

/** @throws UserError as `requireWire` does */
export function requireFindings(findings: readonly FindingView[], tell: (line: string) => void): void {
  const stops = ({ state, check }: FindingView) => state === 'wrong' && check !== 'network';
  for (const finding of findings)
    if (finding.state !== 'ok' && !stops(finding)) tell(`⚠ ${inWords(finding)}`);
  const wrong = findings.filter(stops);
  if (wrong.length === 0) return;
  throw new UserError(
    `Nothing was sent, and nothing pulled:\n${wrong.map((finding) => `  ${inWords(finding)}`).join('\n')}`,
    wrong.every(({ check }) => check === 'clock') ? FAULT : USAGE,
  );
}

function inWords({ seen, actual, fix }: FindingView): string {
  return visible(`${seen} (${actual}): ${fix}.`);
}
