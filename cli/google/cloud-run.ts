/**
 * Cloud Run's services, which functions are, by its Admin API v2:
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';
import { type Grant, grantsIn } from './iam-policy.ts';

export interface ServiceName {
  readonly project: string;
  readonly region: string;
  readonly service: string;
}

export interface Service {
  /** Its address. */
  readonly uri: string;
  /** Each of its addresses. */
  readonly uris: readonly string[];
  /** False when IAM is not asked who calls it: the console's "Allow public access". */
  readonly asksIam: boolean;
  /** CONDITION_SUCCEEDED when it is as its configuration says; then why not. */
  readonly condition: { readonly state: string; readonly message: string };
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: readonly MountedSecret[];
}

interface MountedSecret {
  /** Within its project. */
  readonly secret: string;
  /** A number, or `latest`. */
  readonly version: string;
}

const text = z.string().default('');

const ServiceSchema = z.object({
  uri: text,
  urls: z.array(z.string()).default([]),
  invokerIamDisabled: z.boolean().default(false),
  terminalCondition: z.object({ state: text, message: text }).default({ state: '', message: '' }),
  template: z
    .object({
      containers: z
        .array(z.object({ env: z.array(z.object({ name: z.string(), value: text })).default([]) }))
        .default([]),
      volumes: z
        .array(
          z.object({
            secret: z
              .object({ secret: z.string(), items: z.array(z.object({ version: text })).default([]) })
              .optional(),
          }),
        )
        .default([]),
    })
    .default({ containers: [], volumes: [] }),
});

/** @throws GoogleRefusal, `not-found` when there is no such service in that region */
export async function readService(google: GoogleApis, name: ServiceName): Promise<Service> {
  const { uri, urls, ...read } = ServiceSchema.parse((await google(requestOf(name))).body);
  const { containers, volumes } = read.template;
  return {
    uri,
    uris: [...new Set([uri, ...urls])],
    asksIam: !read.invokerIamDisabled,
    condition: read.terminalCondition,
    environment: new Map(
      containers.flatMap(({ env }) => env.map(({ name, value }) => [name, value] as const)),
    ),
    secrets: volumes.flatMap(({ secret }) =>
      (secret?.items ?? []).map(({ version }) => ({
        secret: secret?.secret.split('/').at(-1) ?? '',
        version: version || 'latest',
      })),
    ),
  };
}

/** @returns who has which role on the service itself, without what is inherited. @throws GoogleRefusal */
export async function grantsOn(google: GoogleApis, name: ServiceName): Promise<Grant[]> {
  const { path, ...request } = requestOf(name);
  const { body } = await google({ ...request, path: `${path}:getIamPolicy` });
  return grantsIn(body);
}

function requestOf({ project, region, service }: ServiceName) {
  return {
    api: 'Cloud Run',
    path: `/v2/projects/${project}/locations/${region}/services/${service}`,
    project,
    what: `the service ${service} in ${region}`,
    role: 'roles/run.viewer',
  } as const;
}
