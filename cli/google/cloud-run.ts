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
  /** Its variables and their texts. One that is empty is left out: a function takes it for not set. */
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: readonly UsedSecret[];
}

/** A secret that a service is given. */
export interface UsedSecret {
  /** Within its project. */
  readonly secret: string;
  /** A number, or `latest`. */
  readonly version: string;
  /** The variable that has its content; undefined for a file. */
  readonly variable: string | undefined;
}

const text = z.string().default('');

/** https://cloud.google.com/run/docs/reference/rest/v2/Container#EnvVar: a text, or where it comes from. */
const VariableSchema = z.object({
  name: z.string(),
  value: text,
  valueSource: z
    .object({ secretKeyRef: z.object({ secret: z.string(), version: text }).optional() })
    .optional(),
});

const ServiceSchema = z.object({
  uri: text,
  urls: z.array(z.string()).default([]),
  invokerIamDisabled: z.boolean().default(false),
  terminalCondition: z.object({ state: text, message: text }).default({ state: '', message: '' }),
  template: z
    .object({
      containers: z.array(z.object({ env: z.array(VariableSchema).default([]) })).default([]),
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
  const variables = containers.flatMap(({ env }) => env);
  return {
    uri,
    uris: [...new Set([uri, ...urls])],
    asksIam: !read.invokerIamDisabled,
    condition: read.terminalCondition,
    environment: new Map(
      variables.flatMap(({ name, value }) => (value === '' ? [] : [[name, value] as const])),
    ),
    secrets: [
      ...variables.flatMap(({ name, valueSource }) => usedSecret(valueSource?.secretKeyRef, name)),
      ...volumes.flatMap(({ secret }) =>
        (secret?.items ?? []).flatMap(({ version }) => usedSecret({ secret: secret?.secret, version })),
      ),
    ],
  };
}

/** @returns the secret that a variable has, or a file; none where there is no reference to one */
function usedSecret(
  of: { readonly secret?: string | undefined; readonly version: string } | undefined,
  variable?: string,
): UsedSecret[] {
  if (of?.secret === undefined) return [];
  // Of a secret in this project its ID alone, or its full name.
  return [{ secret: of.secret.split('/').at(-1) ?? '', version: of.version || 'latest', variable }];
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
