/** Failed calls of a gateway in the words of the command line. */
import { CALLS, OPERATOR_CALLS } from '../client/call-table.ts';
import { GatewayError, GatewayUnreachable } from '../client/index.ts';
import { isThisMachine } from '../client/private-way.ts';
import { AUTHENTICATION, FAULT, USAGE } from './exit-codes.ts';
import { UserError } from './output/user-error.ts';
import type { GatewayAddress } from './remote-gateway.ts';

/** How a command calls its gateway. */
export interface Calling extends Pick<GatewayAddress, 'token' | 'googleIdentity'> {
  /** The command's option without which it retries nothing. */
  readonly retriesBy?: '--retry';
}

/** For each function the variable of Terraform (infra/) that names its callers, and its address's output. */
const FUNCTIONS = {
  'submit-jobs': { does: 'submit jobs', callers: 'submitters', output: 'submit_url', option: '--gateway' },
  'query-jobs': { does: 'read jobs', callers: 'readers', output: 'query_url', option: '--query' },
  'operate-jobs': { does: 'operate it', callers: 'operators', output: 'operate_url', option: '--operate' },
  'deliver-webhooks': {
    does: 'try webhooks',
    callers: 'operators',
    output: 'webhooks_url',
    option: '--webhooks',
  },
} as const;

/** @returns the UserError that a failed call is shown as, with its exit code; any other error as it is */
export function inUserWords(error: unknown, calling: Calling): unknown {
  if (error instanceof GatewayUnreachable) return new UserError(`${error.address} cannot be reached.`, FAULT);
  if (!(error instanceof GatewayError)) return error;
  const message = `${error.address ?? 'The gateway'} ${answerInWords(error, calling)}`;
  return new UserError(message, exitCodeOf(error));
}

function exitCodeOf(error: GatewayError): number {
  if (isAboutCaller(error)) return AUTHENTICATION;
  return error.is('invalid-parameter') || error.is('invalid') ? USAGE : FAULT;
}

/** Whether it says nothing of what was asked for: the next call would fail likewise. */
function isAboutCaller(error: GatewayError): boolean {
  return error.is('unauthenticated') || error.is('forbidden');
}

function answerInWords(error: GatewayError, calling: Calling): string {
  const { status, detail, requestId } = error;
  if (isAboutCaller(error)) return refusalInWords(error, calling);
  if (error.is('job-not-found') && requestId !== undefined) return `knows no job ${requestId}.`;
  if (error.is('operation-not-found'))
    return 'knows no such operation: operations list shows those that there are, with their IDs.';
  if (error.is('operation-ended')) return `answered ${status}: ${detail} operations show says how it ended.`;
  if (error.is('not-a-gateway')) return `answered ${status}, but not as a gateway does: check the address.`;
  if (error.is('not-found') || error.is('method-not-allowed'))
    return `answered ${status}: ${detail}${rightAddress(error)}`;
  const violations = error.errors.map((violation) => ` ${violation.pointer} ${violation.detail}.`);
  return `${error.retryable ? 'keeps answering' : 'answered'} ${status}: ${detail}${violations.join('')}`;
}

/** By the environment first: a command line is there for every user of the machine to see. */
const HOW_TO_GIVE_A_TOKEN =
  'export GATEWAY_TOKEN=$(gcloud auth print-identity-token), or --token, gives one, which holds for an hour; ' +
  '--google-identity, as a service account, renews it.';

const TOKEN_OF_SERVE =
  'On this machine it is in the file that tokenFile of modigie.json names: export GATEWAY_TOKEN="$(cat modigie.token)".';

const EVERY_CALL = { ...CALLS, ...OPERATOR_CALLS };

/** Cloud Run answers 403 to an account that may not call a function, and to a caller without any token. */
function refusalInWords(error: GatewayError, { token, googleIdentity, retriesBy }: Calling): string {
  const { status, operation } = error;
  const isHere = error.address !== undefined && isThisMachine(new URL(error.address));
  const howToGive = isHere ? TOKEN_OF_SERVE : HOW_TO_GIVE_A_TOKEN;
  const wrong = isHere ? 'it is another token.' : 'the token has ended, or is for another address.';
  if (token === undefined && !googleIdentity)
    return `takes no call without a token (${status}): ${howToGive}`;
  if (error.is('unauthenticated') || operation === undefined)
    return `refused the caller (${status}): ${wrong} ${howToGive}`;
  // A refusal of the gateway's own has a remedy of its own; Cloud Run's has none.
  if (error.problem !== undefined) return `refused the caller (${status}): ${error.detail}`;
  const { servedBy } = EVERY_CALL[operation];
  const { does, callers } = FUNCTIONS[servedBy];
  const instead = retriesBy && servedBy === 'operate-jobs' ? ` Or leave out ${retriesBy}.` : '';
  return `does not let this account ${does} (${status}): add it to ${callers} in Terraform, and apply.${instead}`;
}

/** The command line makes calls that a gateway has: one that is not found went to another function. */
function rightAddress({ operation }: GatewayError): string {
  if (operation === undefined) return '';
  const { servedBy } = EVERY_CALL[operation];
  const { option, output } = FUNCTIONS[servedBy];
  return ` The address of ${servedBy} is given with ${option}: it is the output ${output} of Terraform. If it is right, the gateway is older than this command.`;
}
