/** Failed calls of a gateway in the words of the command line. */
import { CALLS } from '../client/call-table.ts';
import { GatewayError, GatewayUnreachable } from '../client/index.ts';
import { UserError } from './output/user-error.ts';
import type { GatewayAddress } from './remote-gateway.ts';

/** How a command calls its gateway. */
export interface Calling extends Pick<GatewayAddress, 'token' | 'googleIdentity'> {
  /** The option of the command that names where jobs are read. */
  readonly readAt: '--gateway' | '--query';
}

/** For each function the variable of Terraform (infra/) that names its callers, and its address's output. */
const FUNCTIONS = {
  'submit-jobs': { does: 'submit jobs', callers: 'submitters', output: 'submit_url', instead: '' },
  'query-jobs': { does: 'read jobs', callers: 'readers', output: 'query_url', instead: '' },
  'operate-jobs': {
    does: 'retry jobs',
    callers: 'operators',
    output: 'operate_url',
    instead: ' Or leave out --retry.',
  },
} as const;

/** @returns the UserError that a failed call is shown as; any other error as it is */
export function inUserWords(error: unknown, calling: Calling): unknown {
  if (error instanceof GatewayUnreachable) return new UserError(`${error.address} cannot be reached.`);
  if (!(error instanceof GatewayError)) return error;
  return new UserError(`${error.address ?? 'The gateway'} ${answerInWords(error, calling)}`);
}

function answerInWords(error: GatewayError, calling: Calling): string {
  const { status, detail } = error;
  if (error.is('unauthenticated') || error.is('forbidden')) return refusalInWords(error, calling);
  if (error.is('not-a-gateway')) return `answered ${status}, but not as a gateway does: check the address.`;
  if (error.is('not-found') || error.is('method-not-allowed'))
    return `answered ${status}: ${detail}${rightAddress(error, calling)}`;
  return `${error.retryable ? 'keeps answering' : 'answered'} ${status}: ${detail}`;
}

/** Cloud Run answers 403 to an account that may not call a function, and to a caller without any token. */
function refusalInWords(error: GatewayError, { token, googleIdentity }: Calling): string {
  const { status, operation } = error;
  const isAnonymous = token === undefined && !googleIdentity;
  if (error.is('unauthenticated') || isAnonymous || operation === undefined)
    return (
      `refused the caller (${status}): pass an identity token with --token, which holds for an hour, or ` +
      '--google-identity, which renews it.'
    );
  const { does, callers, instead } = FUNCTIONS[CALLS[operation].servedBy];
  return `does not let this account ${does} (${status}): add it to ${callers} in Terraform, and apply.${instead}`;
}

/** The command line makes calls that a gateway has: one that is not found went to another function. */
function rightAddress({ operation }: GatewayError, { readAt }: Calling): string {
  if (operation === undefined) return '';
  const { servedBy } = CALLS[operation];
  const option = { 'submit-jobs': '--gateway', 'query-jobs': readAt, 'operate-jobs': '--operate' }[servedBy];
  const { output } = FUNCTIONS[servedBy];
  return ` The address of ${servedBy} is given with ${option}: it is the output ${output} of Terraform.`;
}
