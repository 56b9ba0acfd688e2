/** The account as which the standalone gateway publishes and pulls, and why Google may give it no token. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../../shared/config/standalone-config.ts';

export type Account = Pick<StandaloneConfig, 'applicationKeyFile' | 'applicationAccount'>;

/** How long (ms) Google may take to give a token, a machine of Google's included that is asked who it is. */
const TOKEN_MS = 15_000;

/** Google did not answer in time. */
class TooLateError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** @returns the headers of a call, with a token that is renewed; loaded now, since others need none of it */
export async function authorizeAs({
  applicationKeyFile: keyFile,
  applicationAccount: email,
}: Account): Promise<() => Promise<Headers>> {
  const { authenticateAs } = await import('../../../shared/adapters/pubsub/application-account.ts');
  const client = (async () => (await authenticateAs({ keyFile, email })) ?? ownClient())();
  // It is awaited at the first call, which tells of its fault.
  client.catch(() => undefined);
  return () => inTime(client.then((one) => one.getRequestHeaders()));
}

/** Google's default credentials. */
async function ownClient() {
  const { GoogleAuth } = await import('google-auth-library');
  return new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/pubsub'] }).getClient();
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLateError('Google gives no token in time.')), TOKEN_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** @returns the finding of a first token, which is asked for now */
export async function checkCredentials(
  account: Account,
  authorize: () => Promise<Headers>,
): Promise<FindingView> {
  try {
    await authorize();
    return inOrder('credentials', `Google gives a token for ${nameOf(account)}`);
  } catch (error) {
    return faultOf(error, account);
  }
}

function nameOf({ applicationKeyFile, applicationAccount }: Account): string {
  if (applicationKeyFile !== undefined) return 'the key in applicationKeyFile';
  return applicationAccount ?? "Google's default credentials";
}

interface Refused {
  readonly actual: string;
  readonly fix: string;
}

function faultOf(error: unknown, account: Account): FindingView {
  const seen = `Google gives no token for ${nameOf(account)}`;
  const expected = 'a token';
  const { status, told } = refusalIn(error);
  const isNetwork = status === undefined && !isMissing(error);
  if (isNetwork || (status !== undefined && status >= 500))
    return deviation({
      check: 'network',
      state: 'wrong',
      seen,
      expected,
      actual: status === undefined ? 'its address cannot be reached' : `it answers ${status}`,
      fix: 'check the network of this machine: its DNS, its firewall, a proxy on the way (HTTPS_PROXY)',
    });
  if (/reasonable timeframe/i.test(told))
    return deviation({ check: 'clock', state: 'wrong', seen, expected, actual: WRONG_CLOCK, fix: SET_CLOCK });
  const { actual, fix } = inWords({ error, status, told, account });
  return deviation({ check: 'credentials', state: 'wrong', seen, expected, actual, fix });
}

interface Told {
  readonly error: unknown;
  readonly status: number | undefined;
  readonly told: string;
  readonly account: Account;
}

/** Google's texts are those of its token endpoint (RFC 6749 §5.2). */
function inWords({ error, status, told, account }: Told): Refused {
  if (isMissing(error))
    return {
      actual: 'there are none on this machine',
      fix: 'name the key file in applicationKeyFile, or log in: gcloud auth application-default login',
    };
  if (account.applicationKeyFile !== undefined)
    return {
      actual: /account not found/i.test(told)
        ? 'the account does not exist'
        : 'the key was deleted or disabled, or is of another account',
      fix: 'ask Modigie for a new key of the application account, and put it in place of the file',
    };
  if (account.applicationAccount !== undefined && (status === 403 || status === 404))
    return {
      actual: "this machine's own account may not act as it, or it does not exist",
      fix:
        `ask Modigie for it: roles/iam.serviceAccountTokenCreator on ${account.applicationAccount} for this ` +
        "machine's own account; or name a key file in applicationKeyFile",
    };
  return {
    actual: status === undefined ? 'they cannot be used' : `it answers ${status}`,
    fix: 'log in again: gcloud auth application-default login; or name the key file in applicationKeyFile',
  };
}

const WRONG_CLOCK = 'the clock of this machine is wrong';
export const SET_CLOCK = 'set the clock of this machine by the network: timedatectl set-ntp true';

/** google-auth-library says so of credentials that are nowhere. */
function isMissing(error: unknown): boolean {
  return /default credentials/i.test(String((error as { message?: unknown } | null)?.message));
}

function refusalIn(error: unknown): { readonly status: number | undefined; readonly told: string } {
  const { status, code, message, response } = (error ?? {}) as {
    readonly status?: unknown;
    readonly code?: unknown;
    readonly message?: unknown;
    readonly response?: { readonly data?: { readonly error_description?: unknown } };
  };
  const number = [status, code].find((one) => typeof one === 'number');
  return { status: number, told: String(response?.data?.error_description ?? message ?? '') };
}
