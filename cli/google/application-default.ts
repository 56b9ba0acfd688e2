/** Google's Application Default Credentials, as every tool of Google's finds them. */
import { UserError } from '../output/user-error.ts';
import { LOG_IN_AGAIN } from './google-refusal.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Finds the credentials, and has a first token made.
 * @returns the headers of a call: a token, renewed before it ends, and the project that calls count for
 * @throws UserError where there are none, or Google takes them no more
 */
export async function applicationDefault(): Promise<() => Promise<Headers>> {
  // Loaded when asked for: the other commands call nothing of Google's.
  const { GoogleAuth } = await import('google-auth-library');
  const client = await new GoogleAuth({ scopes: SCOPE }).getClient().catch(() => {
    throw new UserError(
      'No Google credentials: log in with gcloud auth application-default login, or name the key file of a ' +
        'service account in GOOGLE_APPLICATION_CREDENTIALS.',
    );
  });
  const authorize = () =>
    client.getRequestHeaders().catch(() => {
      throw new UserError(`Google gives no token for your credentials. ${LOG_IN_AGAIN}`);
    });
  await authorize();
  return authorize;
}
