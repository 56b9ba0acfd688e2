/** Secret Manager, by its REST API v1: https://cloud.google.com/secret-manager/docs/reference/rest */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';

export interface SecretVersionName {
  readonly project: string;
  readonly secret: string;
  /** A number, or `latest`. */
  readonly version: string;
}

const VersionSchema = z.object({
  name: z.string().default(''),
  state: z.string().default('STATE_UNSPECIFIED'),
});

export interface SecretVersion {
  /** ENABLED, DISABLED or DESTROYED. */
  readonly state: string;
  /** Its number, also of `latest`. */
  readonly number: string;
}

/**
 * The secret itself is not read.
 * @throws GoogleRefusal, `not-found` when there is no such version
 */
export async function readSecretVersion(
  google: GoogleApis,
  { project, secret, version }: SecretVersionName,
): Promise<SecretVersion> {
  const { body } = await google({
    api: 'Secret Manager',
    path: `/v1/projects/${project}/secrets/${secret}/versions/${version}`,
    project,
    what: `version ${version} of the secret ${secret}`,
    role: 'roles/secretmanager.viewer',
  });
  const { name, state } = VersionSchema.parse(body);
  return { state, number: name.split('/').at(-1) || version };
}
