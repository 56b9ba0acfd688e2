/**
 * Acting as another account, as the gateway does with Modigie's application account:
 * https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts, its method
 * generateAccessToken
 */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';

const TokenSchema = z.object({ accessToken: z.string() });
const AllowedSchema = z.object({ permissions: z.array(z.string()).default([]) });

export interface Impersonation {
  readonly project: string;
  /** The e-mail of the account that is acted as. */
  readonly account: string;
}

/** @throws GoogleRefusal, `permission` when the operator may not act as that account */
export async function accessTokenOf(
  google: GoogleApis,
  { project, account }: Impersonation,
): Promise<string> {
  const { body } = await google({
    api: 'IAM Credentials',
    path: `/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    body: { scope: ['https://www.googleapis.com/auth/pubsub'], lifetime: '300s' },
    project,
    what: `the account ${account}`,
    role: 'roles/iam.serviceAccountTokenCreator',
  });
  return TokenSchema.parse(body).accessToken;
}

interface AskedPermission {
  readonly project: string;
  /** Full name of a topic. */
  readonly topic: string;
  readonly permission: string;
  /** Of the account that is asked about. */
  readonly token: string;
}

/** @returns whether the account of the token has the permission on the topic. @throws GoogleRefusal */
export async function hasPermission(
  google: GoogleApis,
  { project, topic, permission, token }: AskedPermission,
): Promise<boolean> {
  const { body } = await google({
    api: 'Pub/Sub',
    path: `/v1/${topic}:testIamPermissions`,
    body: { permissions: [permission] },
    project,
    what: `the topic ${topic}`,
    role: 'roles/pubsub.publisher',
    token,
  });
  return AllowedSchema.parse(body).permissions.includes(permission);
}
