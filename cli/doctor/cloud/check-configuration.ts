/** Are all functions told the same? One with another policy, or other teams, decides otherwise. */
import { createHash } from 'node:crypto';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { CONFIG_SCHEMAS, type FunctionName } from '../../../shared/config/function-config.ts';
import type { Service } from '../../google/cloud-run.ts';
import { APPLY, type CloudCheck, type Services } from './cloud-check.ts';

/** Each function has one of its own. */
const OWN = new Set(['INVOKERS', 'K_SERVICE', 'PUSH_ACCOUNT', 'PUSH_AUDIENCE']);
/** Only functions that act as the application account are told it. */
const WHERE_SET = new Set(['APPLICATION_ACCOUNT', 'APPLICATION_KEY_FILE']);

/** Their texts are shown to nobody. */
const SECRET = new Set(['PERSON_PEPPERS']);

const UNSET = 'not set';
/** Longer values are told by their hash. */
const SHORT = 60;

export const checkConfiguration: CloudCheck = async ({ services }) => {
  const deployed = await services();
  const shared = [...new Set([...deployed.keys()].flatMap(variablesOf))].filter((name) => !OWN.has(name));
  const compared = shared.toSorted().map((variable) => ({ variable, values: valuesOf(deployed, variable) }));
  const findings = compared.flatMap(({ variable, values }) =>
    values.size > 1 ? [differs(variable, values)] : [],
  );
  if (findings.length > 0) return findings;
  const fingerprint = digestOf(
    JSON.stringify(compared.map(({ variable, values }) => [variable, ...values.keys()])),
  );
  return [
    inOrder('configuration', `${deployed.size} functions are told the same: fingerprint ${fingerprint}`),
  ];
};

function variablesOf(name: FunctionName): string[] {
  return Object.keys(CONFIG_SCHEMAS[name].shape);
}

/** @returns the functions that are told each value of a variable */
function valuesOf(deployed: Services, variable: string): Map<string, FunctionName[]> {
  const values = new Map<string, FunctionName[]>();
  for (const [name, service] of deployed) {
    const told = toldOf(service, variable);
    if (!variablesOf(name).includes(variable) || (told === UNSET && WHERE_SET.has(variable))) continue;
    values.set(told, [...(values.get(told) ?? []), name]);
  }
  return values;
}

/** @returns the value of a variable as it may be shown */
function toldOf({ environment, secrets }: Service, variable: string): string {
  const secret = secrets.find((one) => one.variable === variable);
  if (secret) return `set, from secret ${secret.secret} version ${secret.version}`;
  const text = environment.get(variable);
  if (text === undefined) return UNSET;
  return SECRET.has(variable) ? `set, as a text (${digestOf(text)})` : text;
}

/** The value that most functions are told counts as expected. */
function differs(variable: string, values: ReadonlyMap<string, readonly FunctionName[]>): FindingView {
  const [usual, ...others] = [...values].toSorted(([, a], [, b]) => b.length - a.length);
  const told = ([value, names]: readonly [string, readonly FunctionName[]]) =>
    `${value.length > SHORT ? `${value.slice(0, SHORT)}… (${digestOf(value)})` : value} in ${names.join(', ')}`;
  return deviation({
    check: 'configuration',
    state: 'wrong',
    seen: `functions are told different ${variable}`,
    expected: usual ? told(usual) : UNSET,
    actual: others.map(told).join('; '),
    fix: APPLY,
  });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
