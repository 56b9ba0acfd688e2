/** `init`: the configuration of a standalone gateway, out of what onboarding gave, checked and written. */

import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { unlessAborted } from '../../client/retries.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { FindingView } from '../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import { codeOf, findingLines, inShort } from '../doctor/finding-lines.ts';
import { FAULT, INTERRUPTED } from '../exit-codes.ts';
import type { Prompt } from '../output/ask.ts';
import { standardOutput } from '../output/sink.ts';
import { UserError } from '../output/user-error.ts';
import { checkOutput, checkPeppersKept, checkSecretsThere } from '../standalone/files/check-files.ts';
import { checkLedger } from '../standalone/files/check-ledger.ts';
import { makePrivate, replacePrivate } from '../standalone/files/write-private.ts';
import { configIn } from '../standalone/read-config-file.ts';
import { checkKey } from '../standalone/wire/check-key.ts';
import { checkWire, realWire } from '../standalone/wire/check-wire.ts';
import { besideOf, configText } from './config-text.ts';
import { type Answers, actsAs, type Flags, missingFlags } from './given-answers.ts';
import { nextSteps } from './next-steps.ts';
import { askFor, UnansweredError } from './questions.ts';

export interface InitOptions extends Flags {
  /** Path of the configuration. */
  readonly config: string;
  readonly check: boolean;
  readonly force: boolean;
  readonly yes: boolean;
}

export interface InitCall {
  /** Undefined where nobody can be asked. */
  readonly prompt: Prompt | undefined;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

const BEGIN = `This makes the configuration of a gateway on this machine, out of what Modigie gave you at onboarding.
Nothing is sent to Modigie yet. Ctrl-C ends it, and nothing is written.`;

/**
 * @returns the exit code
 * @throws UserError where nothing can be written, or nobody asked for what is missing
 */
export async function init(call: InitCall, options: InitOptions): Promise<number> {
  const { tell, signal } = call;
  await requirePlace(options);
  try {
    const answers = await answersOf(call, options);
    const text = configText(options.config, answers);
    const findings = await unlessAborted(findingsOf(configIn(text, options.config), options), signal);
    report(findings, tell);
    if (!(await isWanted(call, options))) {
      tell('Nothing was written.');
      return signal.aborted ? INTERRUPTED : FAULT;
    }
    const kept = await write(text, options);
    tell(nextSteps(options.config, { findings, kept }));
    return codeOf(findings);
  } catch (error) {
    if (!(error instanceof UnansweredError || error === signal.reason)) throw error;
    tell('\nNothing was written.');
    return signal.aborted ? INTERRUPTED : FAULT;
  }
}

/** Before anything is asked, or looked at. */
async function requirePlace({ config, force }: InitOptions): Promise<void> {
  const folder = dirname(resolve(config));
  if (!(await stat(folder).catch(() => undefined))?.isDirectory())
    throw new UserError(`There is no folder ${folder}: make it, or name another by --config FILE.`);
  const found = await stat(config).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isFile()) throw new UserError(`${config} is no file: name one in it, such as modigie.json.`);
  if (!force)
    throw new UserError(
      `${config} is there already, and is left as it is: look at it by npm run gateway -- doctor --config ${config}, ` +
        'name another by --config FILE, or write it anew by --force.',
    );
}

async function answersOf({ prompt, tell }: InitCall, options: InitOptions): Promise<Answers> {
  const missing = missingFlags(options);
  if (!prompt && !options.yes) missing.push('--yes');
  if (missing.length === 0) return fromFlags(options);
  if (!prompt) throw new UserError(`There is no terminal to ask at. Missing: ${missing.join(', ')}.`);
  tell(BEGIN);
  return askFor({ prompt, tell, faultOfKey }, options);
}

function fromFlags(flags: Flags): Answers {
  const { repositoryId = '', topic = new Map(), subscription = [], ledger } = flags;
  return {
    repositoryId,
    topics: topic,
    subscriptions: subscription,
    account: actsAs(flags) ?? { by: 'default-credentials' },
    ledger,
    results: { file: flags.resultsFile, topic: flags.resultsTopic },
  };
}

async function faultOfKey(path: string): Promise<string | undefined> {
  const { findings } = await checkKey(resolve(path));
  const fault = findings.find(({ state }) => state === 'wrong');
  return fault && `It cannot be used: ${fault.actual}. It must be ${fault.expected}.`;
}

async function findingsOf(config: StandaloneConfig, { check }: InitOptions): Promise<FindingView[]> {
  const { file } = config.results;
  const ledger = await checkLedger(config);
  const files = [
    ...(file === undefined ? [] : await checkOutput(file)),
    ...(await checkSecretsThere(config)),
    ...(await checkPeppersKept(config)),
    ...ledger.findings,
  ];
  if (!check) return files;
  const emulator = process.env['PUBSUB_EMULATOR_HOST'] || undefined;
  return [...files, ...(await checkWire(config, await realWire(systemClock, emulator)))];
}

function report(findings: readonly FindingView[], tell: (line: string) => void): void {
  const listing = findingLines(standardOutput(), undefined);
  for (const finding of findings) listing.add(finding);
  listing.end();
  tell(`${inShort(findings)}.`);
}

/** @throws UnansweredError */
async function isWanted({ prompt }: InitCall, { config, yes }: InitOptions): Promise<boolean> {
  if (yes) return true;
  const answer = await prompt?.(`Write ${config}? [y/N] `);
  if (answer === undefined) throw new UnansweredError('The question was not answered.');
  return /^y(?:es)?$/i.test(answer.trim());
}

/**
 * Secrets that are there stay: others may have the token, and persons are found by the pepper.
 * @returns the paths of those
 */
async function write(text: string, { config, force }: InitOptions): Promise<string[]> {
  const { token, peppers } = besideOf(config);
  const kept: string[] = [];
  if (!(await makePrivate(peppers, `1:${newSecret()}\n`))) kept.push(peppers);
  if (!(await makePrivate(token, `${newSecret()}\n`))) kept.push(token);
  if (force) await replacePrivate(config, text);
  else if (!(await makePrivate(config, text)))
    throw new UserError(`${config} was made by somebody else meanwhile, and is left as it is.`);
  return kept;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
