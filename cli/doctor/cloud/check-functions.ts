/** Is each function there, and does it serve what it was configured as? */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { FUNCTIONS, nameOf, TAKING_ANSWERS, WHERE_WEBHOOKS } from '../../deployment/deployment.ts';
import { APPLY, type CloudCheck, type CloudContext } from './cloud-check.ts';

const READY = 'CONDITION_SUCCEEDED';

export const checkFunctions: CloudCheck = async (context) => {
  const services = await context.services();
  const mayBeMissing: readonly FunctionName[] = [...TAKING_ANSWERS, WHERE_WEBHOOKS];
  const always = FUNCTIONS.filter((name) => !mayBeMissing.includes(name) && !services.has(name));
  const takesAnswers = TAKING_ANSWERS.some((name) => services.has(name));
  const findings = [
    ...always.map((name) => missing(context, nameOf(context.deployment, name))),
    ...(takesAnswers
      ? []
      : [missing(context, TAKING_ANSWERS.map((name) => nameOf(context.deployment, name)).join(' or '))]),
    ...[...services].flatMap(([name, { condition }]) =>
      readiness(context, nameOf(context.deployment, name), condition),
    ),
  ];
  if (findings.length > 0) return findings;
  return [inOrder('functions', `${services.size} functions are there, and ready`)];
};

function missing({ deployment: { region } }: CloudContext, name: string): FindingView {
  return deviation({
    check: 'functions',
    state: 'wrong',
    seen: `there is no function ${name} in ${region}`,
    expected: 'deployed',
    actual: 'none',
    fix: `${APPLY}; if the deployment is elsewhere or has another name, give --region or --prefix`,
  });
}

function readiness(
  { deployment: { project, region } }: CloudContext,
  name: string,
  { state, message }: { readonly state: string; readonly message: string },
): FindingView[] {
  if (state === READY) return [];
  return [
    deviation({
      check: 'functions',
      state: state === 'CONDITION_RECONCILING' ? 'warning' : 'wrong',
      seen: `the function ${name} is not ready`,
      expected: READY,
      actual: message === '' ? state || 'not told' : `${state}: ${message}`,
      fix: `gcloud run revisions list --service ${name} --region ${region} --project ${project}; then ${APPLY}`,
    }),
  ];
}
