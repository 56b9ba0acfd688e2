/**
 * Firestore's databases and their indexes, by its Admin API v1:
 * https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases
 */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';

export interface DatabaseName {
  readonly project: string;
  readonly database: string;
}

const DatabaseSchema = z.object({
  pointInTimeRecoveryEnablement: z.string().default('POINT_IN_TIME_RECOVERY_ENABLEMENT_UNSPECIFIED'),
  deleteProtectionState: z.string().default('DELETE_PROTECTION_STATE_UNSPECIFIED'),
});

/** @throws GoogleRefusal, `not-found` when there is no such database */
export async function readDatabase(google: GoogleApis, name: DatabaseName) {
  return DatabaseSchema.parse((await google(requestOf(name))).body);
}

const IndexSchema = z.object({
  name: z.string(),
  queryScope: z.string().default('COLLECTION'),
  /** READY, CREATING or NEEDS_REPAIR. */
  state: z.string().default('STATE_UNSPECIFIED'),
  fields: z
    .array(
      z.object({ fieldPath: z.string(), order: z.string().optional(), arrayConfig: z.string().optional() }),
    )
    .default([]),
});

export type CompositeIndex = z.output<typeof IndexSchema>;

/** @returns the composite indexes of every collection. @throws GoogleRefusal */
export async function compositeIndexes(google: GoogleApis, name: DatabaseName): Promise<CompositeIndex[]> {
  return everyPage(google, name, { things: 'indexes', schema: IndexSchema });
}

const FieldSchema = z.object({
  name: z.string(),
  indexConfig: z.object({ indexes: z.array(z.unknown()).default([]) }).default({ indexes: [] }),
  ttlConfig: z.object({ state: z.string().default('') }).optional(),
});

export type FieldSettings = z.output<typeof FieldSchema>;

/** Google lists such fields alone, and no others. */
const OVERRIDDEN = 'indexConfig.usesAncestorConfig=false OR ttlConfig:*';

/** @returns fields that have other indexes than by default, or a time to live. @throws GoogleRefusal */
export async function overriddenFields(google: GoogleApis, name: DatabaseName): Promise<FieldSettings[]> {
  return everyPage(google, name, { things: 'fields', schema: FieldSchema, filter: OVERRIDDEN });
}

interface Listing<T> {
  readonly things: 'indexes' | 'fields';
  readonly schema: z.ZodType<T>;
  readonly filter?: string;
}

async function everyPage<T>(
  google: GoogleApis,
  name: DatabaseName,
  { things, schema, filter = '' }: Listing<T>,
): Promise<T[]> {
  const { path, ...request } = requestOf(name);
  const PageSchema = z.object({ [things]: z.array(schema).default([]) });
  const TokenSchema = z.object({ nextPageToken: z.string().default('') });
  const found: T[] = [];
  let pageToken = '';
  do {
    const query = new URLSearchParams({ pageSize: '300', pageToken, filter });
    const { body } = await google({ ...request, path: `${path}/collectionGroups/-/${things}?${query}` });
    found.push(...(PageSchema.parse(body)[things] ?? []));
    pageToken = TokenSchema.parse(body).nextPageToken;
  } while (pageToken !== '');
  return found;
}

function requestOf({ project, database }: DatabaseName) {
  return {
    api: 'Firestore',
    path: `/v1/projects/${project}/databases/${database}`,
    project,
    what: `the database ${database}`,
    role: 'roles/datastore.indexAdmin',
  } as const;
}
