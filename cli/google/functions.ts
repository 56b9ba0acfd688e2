/**
 * Cloud Functions, by its REST API v2:
 * https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions
 */
import * as z from 'zod';
import type { ServiceName } from './cloud-run.ts';
import type { GoogleApis } from './google-apis.ts';

const FunctionSchema = z.object({
  buildConfig: z
    .object({
      source: z
        .object({ storageSource: z.object({ object: z.string().default('') }).default({ object: '' }) })
        .default({ storageSource: { object: '' } }),
    })
    .default({ source: { storageSource: { object: '' } } }),
});

/** @returns the name of the object that the function was built from. @throws GoogleRefusal */
export async function sourceObject(google: GoogleApis, name: ServiceName): Promise<string> {
  const { project, region, service } = name;
  const { body } = await google({
    api: 'Cloud Functions',
    path: `/v2/projects/${project}/locations/${region}/functions/${service}`,
    project,
    what: `the function ${service} in ${region}`,
    role: 'roles/cloudfunctions.viewer',
  });
  return FunctionSchema.parse(body).buildConfig.source.storageSource.object;
}
