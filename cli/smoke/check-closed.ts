/**
 * Are strangers kept out? Some functions trust IAM to have checked who calls. A person may open them in the
 * console ("Allow public access"), or by a grant to everybody; Terraform sees neither.
 */

import type { FunctionName } from '../../shared/config/function-config.ts';
import { EVERYBODYS, FUNCTIONS, nameOf, TAKING_ANSWERS, WHERE_WEBHOOKS } from '../deployment/deployment.ts';
import { type Opening, openingsOf } from '../deployment/openings.ts';
import { readService, type Service } from '../google/cloud-run.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { type Check, failed, type Outcome, passed, type SmokeContext, unconfirmed } from './check.ts';
import { callAsStranger, type Reception } from './strangers-call.ts';

/** Modigie pushes to this one, from the internet. */
const PUSHED_TO: FunctionName = 'receive-responses';
/** Called by Google, or for what a person does in their own name: always deployed, and never open. */
const OTHERS: readonly FunctionName[] = [...TAKING_ANSWERS, ...EVERYBODYS, WHERE_WEBHOOKS];
const NEVER_OPEN = FUNCTIONS.filter((name) => !OTHERS.includes(name));

interface DeployedFunction extends Service {
  readonly part: FunctionName;
  readonly name: string;
}

export const checkClosed: Check = async (context) => {
  const taking = await deployedOf(context, TAKING_ANSWERS);
  if (taking.length === 0) return noneTakesAnswers(context);
  const others = await Promise.all(NEVER_OPEN.map((part) => read(context, part)));
  const functions = [...taking, ...others, ...(await deployedOf(context, [WHERE_WEBHOOKS]))];
  const openings = (await Promise.all(functions.map((one) => openingsOf(context, one)))).flat();
  const closed = `${functions.length} functions are open to named callers alone`;
  const pushedTo = taking.find(({ part }) => part === PUSHED_TO);
  const reception = pushedTo && (await callAsStranger(context.fetch, pushedTo.uri));
  if (openings.length > 0 || reception?.kind === 'let-in') return isOpen(context, openings, reception);
  return pushedTo && reception ? isClosed(pushedTo, closed, reception) : passed(closed);
};

/** @returns those of them that there are */
async function deployedOf(
  context: SmokeContext,
  parts: readonly FunctionName[],
): Promise<DeployedFunction[]> {
  const found = await Promise.all(parts.map((part) => read(context, part).catch(missing)));
  return found.filter((one) => one !== undefined);
}

async function read(context: SmokeContext, part: FunctionName): Promise<DeployedFunction> {
  const { google, deployment } = context;
  const name = nameOf(deployment, part);
  return { part, name, ...(await readService(google, { ...deployment, service: name })) };
}

function missing(error: unknown): undefined {
  if (!(error instanceof GoogleRefusal) || error.kind !== 'not-found') throw error;
  return undefined;
}

function noneTakesAnswers({ deployment }: SmokeContext): Outcome {
  const names = TAKING_ANSWERS.map((part) => nameOf(deployment, part)).join(' nor ');
  return failed(
    `there is neither ${names} in ${deployment.region}`,
    'Run terraform apply; if the deployment is elsewhere or has another name, give --region or --prefix.',
  );
}

const MEANING =
  'Strangers get in, and are believed: a function trusts IAM to have checked its caller, and with push_authentication ' +
  '"behind-iam" takes a forged token. Answers can be invented, and jobs requested at your cost.';

function isOpen(
  { deployment }: SmokeContext,
  openings: readonly Opening[],
  reception: Reception | undefined,
): Outcome {
  const answered =
    reception?.kind === 'let-in'
      ? [`${nameOf(deployment, PUSHED_TO)} itself answers a stranger (${reception.status})`]
      : [];
  const commands = openings.map(({ command }) => command);
  const advice =
    commands.length > 0
      ? `Close them, and run terraform apply then: ${commands.join('; ')}`
      : 'No grant of the function itself says so: one of the project or above does, or one was taken back minutes ago ' +
        `and still holds. Look: gcloud projects get-iam-policy ${deployment.project}`;
  return failed([...openings.map(({ seen }) => seen), ...answered].join('; '), `${MEANING} ${advice}`);
}

/** @param closed what the policies show, as a part of a sentence */
function isClosed({ name, uri }: DeployedFunction, closed: string, reception: Reception): Outcome {
  if (reception.kind === 'no-answer')
    return unconfirmed(
      `${closed}; a call without a token was not answered`,
      `The network of this machine may not let it out. From another, IAM has to answer 401 or 403: curl -i -X POST -d '' ${uri}`,
    );
  if (reception.kind === 'no-way-in')
    return failed(
      `${name} cannot be reached from outside (${reception.status})`,
      'Its ingress does not let in calls of the internet, so that Modigie cannot push, either: run terraform apply.',
    );
  return passed(`${closed}, and a call without a token is answered ${reception.status}`);
}
