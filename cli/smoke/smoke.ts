/** `smoke`: does the deployment really run? */
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { DONE, FAULT, INTERRUPTED, type SMOKE_CODES } from '../exit-codes.ts';
import { applicationDefault } from '../google/application-default.ts';
import { googleApis } from '../google/google-apis.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { personAtTerminal } from '../output/ask.ts';
import { CHECK_NAMES, type Check, type CheckName, failed, type Outcome, type SmokeContext } from './check.ts';
import { checkAlert } from './check-alert.ts';
import { checkClosed } from './check-closed.ts';
import { checkIntake } from './check-intake.ts';
import { checksOf } from './check-lead.ts';
import { checkSweep } from './check-sweep.ts';
import { checkAnswers, checkResults } from './check-traffic.ts';
import { readLeadFile } from './lead-file.ts';
import { closing, outcomeLine } from './outcome-lines.ts';
import { smokeId } from './smoke-id.ts';

type SmokeCode = keyof typeof SMOKE_CODES;

export interface SmokeOptions extends Deployment {
  /** A lead to send, which is charged. */
  readonly lead?: string;
  readonly only: readonly CheckName[];
  /** How long each thing is waited for, in milliseconds. */
  readonly timeout: number;
}

/**
 * @returns the exit code
 * @throws UserError without credentials, and for a lead that is none
 */
export async function smoke(options: SmokeOptions, signal: AbortSignal): Promise<SmokeCode> {
  const lead =
    options.lead === undefined ? undefined : await readLeadFile(options.lead, smokeId(systemClock.now()));
  const authorize = await applicationDefault();
  const { project, prefix, region } = options;
  const context: SmokeContext = {
    google: googleApis({ authorize, fetch, clock: systemClock }),
    fetch,
    deployment: { project, prefix, region },
    clock: systemClock,
    signal,
    timeoutMs: options.timeout,
    tell: (line) => void process.stderr.write(`… ${line}\n`),
    ask: personAtTerminal(signal),
  };
  const traffic = lead ? checksOf(lead) : { answer: checkAnswers, result: checkResults };
  const checks = {
    closed: checkClosed,
    sweep: checkSweep,
    intake: checkIntake,
    alert: checkAlert,
    ...traffic,
  };
  return runChecks(context, checks, options.only);
}

/** Makes the checks one after the other, and writes what comes of each to standard output. */
async function runChecks(
  context: SmokeContext,
  checks: Readonly<Record<CheckName, Check>>,
  only: readonly CheckName[],
): Promise<SmokeCode> {
  const outcomes = new Map<CheckName, Outcome>();
  for (const name of CHECK_NAMES.filter((one) => only.includes(one))) {
    const begun = performance.now();
    const outcome = await checks[name](context, outcomes).catch(refused);
    if (context.signal.aborted) {
      process.stdout.write(`Interrupted at ${name}.\n`);
      return INTERRUPTED;
    }
    outcomes.set(name, outcome);
    process.stdout.write(outcomeLine(name, outcome, performance.now() - begun));
  }
  process.stdout.write(closing(outcomes));
  return [...outcomes.values()].some(({ kind }) => kind === 'failed') ? FAULT : DONE;
}

/** A check that Google does not let be made has failed: it shows nothing. */
function refused(error: unknown): Outcome {
  if (!(error instanceof GoogleRefusal)) throw error;
  return failed(error.message, error.remedy);
}
