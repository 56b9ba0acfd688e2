/**
 * Cloud Logging's entries, by its REST API v2:
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 * Its filters: https://cloud.google.com/logging/docs/view/logging-query-language
 */
import * as z from 'zod';
import type { Instant } from '../../shared/jobs/instant.ts';
import type { GoogleApis } from './google-apis.ts';

/** IDs and codes of an entry, and nothing else of it. */
export interface LogEntry {
  /** RFC 3339. */
  readonly at: string;
  /** Of Cloud Run. */
  readonly service: string;
  readonly event?: string | undefined;
  readonly reason?: string | undefined;
  /** The name of a stored document, as the ID of a dead letter. */
  readonly document?: string | undefined;
  /** Of the job that the entry is about. */
  readonly status?: string | undefined;
  /** Of HTTP, in an entry of a service's request log. */
  readonly httpStatus: number | undefined;
}

export interface LogQuery {
  readonly project: string;
  readonly filter: string;
  readonly since: Instant;
  readonly order: 'oldest-first' | 'newest-first';
  readonly most: number;
}

const text = z.string().optional().catch(undefined);
const EntrySchema = z.object({
  timestamp: z.string().default(''),
  resource: z.object({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} }),
  httpRequest: z.object({ status: z.number().optional() }).default({}),
  jsonPayload: z.object({ event: text, reason: text, document: text, status: text }).default({}),
});
const PageSchema = z.object({
  entries: z.array(EntrySchema).default([]),
  nextPageToken: z.string().optional(),
});

/** A search may end a page without an entry, and go on: as many are read at most. */
const MOST_PAGES = 50;

/** @throws GoogleRefusal */
export async function readLog(google: GoogleApis, query: LogQuery): Promise<LogEntry[]> {
  const { project, since, most } = query;
  const entries: LogEntry[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES && entries.length < most; pages += 1) {
    const { body } = await google({
      api: 'Cloud Logging',
      path: '/v2/entries:list',
      body: {
        resourceNames: [`projects/${project}`],
        filter: `${query.filter} AND timestamp>="${new Date(since).toISOString()}"`,
        orderBy: query.order === 'newest-first' ? 'timestamp desc' : 'timestamp asc',
        pageSize: most,
        ...(pageToken !== undefined && { pageToken }),
      },
      project,
      what: `the project ${project}`,
      role: 'roles/logging.viewer',
    });
    const page = PageSchema.parse(body);
    entries.push(...page.entries.map(toEntry));
    pageToken = page.nextPageToken;
    if (!pageToken) break;
  }
  return entries;
}

function toEntry({ timestamp, resource, httpRequest, jsonPayload }: z.infer<typeof EntrySchema>): LogEntry {
  return {
    at: timestamp,
    service: resource.labels['service_name'] ?? '',
    httpStatus: httpRequest.status,
    ...jsonPayload,
  };
}
