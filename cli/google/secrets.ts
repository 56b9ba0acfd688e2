/** Secret Manager, by its REST API v1: https://cloud.google.com/secret-manager/docs/reference/rest */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';

export interface SecretVersionName {
  readonly project: string;
  readonly secret: string;
  /** A number, or `latest`. */
  readonly version: string;
}

const VersionSchema = z.object({ state: z.string().default('STATE_UNSPECIFIED') });

/**
 * The secret itself is not read.
 * @returns ENABLED, DISABLED or DESTROYED
 * @throws GoogleRefusal, `not-found` when there is no such version
 */
export async function stateOfSecret(
  google: GoogleApis,
  { project, secret, version }: SecretVersionName,
): Promise<string> {
  const { body } = await google({
    api: 'Secret Manager',
    path: `/v1/projects/${project}/secrets/${secret}/versions/${version}`,
    project,
    what: `version ${version} of the secret ${secret}`,
    role: 'roles/secretmanager.viewer',
  });
  return VersionSchema.parse(body).state;
}
