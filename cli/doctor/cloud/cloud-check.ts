/** A check of a deployment's cloud: what it is given, and what may come of it. Nothing is changed. */
import * as z from 'zod';
import { deviation, type FindingView } from '../../../shared/api/ledger-report.ts';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import type { Service } from '../../google/cloud-run.ts';
import type { GoogleApis } from '../../google/google-apis.ts';
import { GoogleRefusal } from '../../google/google-refusal.ts';

/** The functions that are deployed, by their names. */
export type Services = ReadonlyMap<FunctionName, Service>;

export interface CloudContext {
  readonly google: GoogleApis;
  readonly deployment: Deployment;
  /** Read once for all checks. @throws GoogleRefusal */
  readonly services: () => Promise<Services>;
  /** Where the repository is: its infra/ says what is expected, and its dist/ may have bundles. */
  readonly repository: string;
}

/** @throws GoogleRefusal, which `looked` tells in words */
export type CloudCheck = (context: CloudContext) => Promise<readonly FindingView[]>;

/** Makes again what Terraform has made, or would have. */
export const APPLY = 'terraform -chdir=infra apply';

/** @returns the findings of a check, or that it could not be made, and why. It stops no other. */
export async function looked(
  check: string,
  look: () => Promise<readonly FindingView[]>,
): Promise<readonly FindingView[]> {
  try {
    return await look();
  } catch (error) {
    return [notLookedAt(check, error)];
  }
}

/** @throws the error when it is neither a refusal of Google's nor an answer of another form */
function notLookedAt(check: string, error: unknown): FindingView {
  const seen = `${check} could not be looked at`;
  const expected = 'an answer of Google';
  if (error instanceof GoogleRefusal)
    return deviation({ check, state: 'wrong', seen, expected, actual: error.message, fix: error.remedy });
  if (!(error instanceof z.ZodError)) throw error;
  const actual = `one of an unknown form, at ${error.issues.map(({ path }) => path.join('.')).join(', ')}`;
  return deviation({
    check,
    state: 'wrong',
    seen,
    expected,
    actual,
    fix: 'update this repository: git pull',
  });
}

/** @returns whether a thing is missing; @throws any other error */
export function isMissing(error: unknown): error is GoogleRefusal {
  return error instanceof GoogleRefusal && error.kind === 'not-found';
}
