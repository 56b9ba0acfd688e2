/**
 * Cloud Run's services, which functions are, by its Admin API v2:
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';

export interface ServiceName {
  readonly project: string;
  readonly region: string;
  readonly service: string;
}

export interface Service {
  /** Its address. */
  readonly uri: string;
  /** False when IAM is not asked who calls it: the console's "Allow public access". */
  readonly asksIam: boolean;
}

const ServiceSchema = z.object({
  uri: z.string().default(''),
  invokerIamDisabled: z.boolean().default(false),
});

/** @throws GoogleRefusal, `not-found` when there is no such service in that region */
export async function readService(google: GoogleApis, name: ServiceName): Promise<Service> {
  const { uri, invokerIamDisabled } = ServiceSchema.parse((await google(requestOf(name))).body);
  return { uri, asksIam: !invokerIamDisabled };
}

export interface Grant {
  readonly member: string;
  readonly role: string;
}

const PolicySchema = z.object({
  bindings: z.array(z.object({ role: z.string(), members: z.array(z.string()).default([]) })).default([]),
});

/** @returns who has which role on the service itself, without what is inherited. @throws GoogleRefusal */
export async function grantsOn(google: GoogleApis, name: ServiceName): Promise<Grant[]> {
  const { path, ...request } = requestOf(name);
  const { body } = await google({ ...request, path: `${path}:getIamPolicy` });
  return PolicySchema.parse(body).bindings.flatMap(({ role, members }) =>
    members.map((member) => ({ member, role })),
  );
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
