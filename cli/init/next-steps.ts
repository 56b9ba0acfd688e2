/** The last words of `init`: what can be done now, and what has to be kept. */
import { basename } from 'node:path';
import type { FindingView } from '../../shared/api/ledger-report.ts';
import { quoted } from '../standalone/files/private-file.ts';
import { besideOf } from './config-text.ts';

interface Outcome {
  readonly findings: readonly FindingView[];
  /** Paths of secrets that were there before, and stay as they are. */
  readonly kept: readonly string[];
}

/** @param path of the configuration, as the person gave it */
export function nextSteps(path: string, { findings, kept }: Outcome): string {
  const file = quoted(path);
  const { token, peppers } = besideOf(path);
  const isWrong = findings.some(({ state }) => state === 'wrong');
  const again = `npm run gateway -- doctor --config ${file}`;
  const written = [
    path,
    `${basename(token)} (the token of callers${kept.includes(token) ? ', as it was' : ''})`,
    `${basename(peppers)} (the secret by which persons are found${kept.includes(peppers) ? ', as it was' : ''})`,
  ];
  const begin = `Written, for this user alone: ${written.join(', ')}.`;
  const check = isWrong
    ? `Mend first what has a ✗ above, and check it again: ${again}`
    : `Check it at any time:    ${again}`;
  return `${begin}
${check}
Send a list of leads:    npm run enrich -- leads.csv --config ${file}
Keep a gateway up:       npm run gateway -- serve --config ${file}

Keep a copy of ${basename(peppers)} elsewhere: without it, persons of earlier jobs are neither found nor erased.
Back up the ledger while no gateway has it: it knows what was requested, so that nothing is paid for twice.
docs/standalone.md has each member of the configuration.`;
}
