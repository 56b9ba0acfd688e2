/** A policy of digests from a file: the JSON that the variable `DIGEST` has (docs/digest.md). */
import { readFile } from 'node:fs/promises';
import { readConfig } from '../../shared/config/read-config.ts';
import { DEFAULT_DIGEST, type DigestPolicy } from '../../shared/digest/digest-policy.ts';
import { UserError } from '../output/user-error.ts';

/** Required of a deployed function, and of no use here. */
const OTHERS = { GOOGLE_CLOUD_PROJECT: 'none', REPOSITORY_ID: 'none' };

/**
 * @param path of the file; undefined for the default policy
 * @throws UserError when it cannot be read, or is no policy: with each member that is wrong, and the remedy
 */
export async function readDigestPolicy(path: string | undefined): Promise<DigestPolicy> {
  if (path === undefined) return DEFAULT_DIGEST;
  const text = await readFile(path, 'utf8').catch((error) => {
    throw new UserError(`--digest ${path} cannot be read (${error.code}).`);
  });
  // An empty variable would be one that is not set.
  if (text.trim() === '') throw new UserError(`--digest ${path} is empty: {} is the default policy.`);
  try {
    return readConfig('query-jobs', { ...OTHERS, DIGEST: text }).DIGEST ?? DEFAULT_DIGEST;
  } catch (error) {
    const [, ...problems] = (error as Error).message.split('\n');
    throw new UserError(`${path} is no policy of digests (docs/digest.md):\n${problems.join('\n')}`);
  }
}
