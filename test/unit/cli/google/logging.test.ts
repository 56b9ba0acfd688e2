import { describe, expect, it } from 'vitest';
import type { GoogleRequest } from '../../../../cli/google/google-request.ts';
import { readLog } from '../../../../cli/google/logging.ts';
import { instant } from '../../../../shared/jobs/instant.ts';

const QUERY = {
  project: 'acme-crm-prod',
  filter: 'jsonPayload.event="job.answered"',
  since: instant(Date.parse('2026-11-28T12:00:00Z')),
  order: 'newest-first',
  most: 2,
} as const;

function pages(...bodies: unknown[]) {
  const requests: GoogleRequest[] = [];
  const google = async (request: GoogleRequest) => {
    requests.push(request);
    return { body: bodies.shift() ?? {}, at: instant(0) };
  };
  return { google, requests };
}

describe('log entries', () => {
  it('are asked for from a time on, the newest first', async () => {
    const { google, requests } = pages();
    expect(await readLog(google, QUERY)).toEqual([]);
    expect(requests.map(({ path, body }) => [path, body])).toEqual([
      [
        '/v2/entries:list',
        {
          resourceNames: ['projects/acme-crm-prod'],
          filter: 'jsonPayload.event="job.answered" AND timestamp>="2026-11-28T12:00:00.000Z"',
          orderBy: 'timestamp desc',
          pageSize: 2,
        },
      ],
    ]);
  });

  it('are looked for on further pages, past empty ones, until there are enough', async () => {
    const { google, requests } = pages(
      { nextPageToken: 'b' },
      { entries: [{}], nextPageToken: 'c' },
      { entries: [{}], nextPageToken: 'd' },
    );
    expect(await readLog(google, { ...QUERY, order: 'oldest-first' })).toHaveLength(2);
    expect(requests.map(({ body }) => body)).toMatchObject([
      { orderBy: 'timestamp asc' },
      { pageToken: 'b' },
      { pageToken: 'c' },
    ]);
  });

  it('are reduced to codes: nothing else of what was logged is kept', async () => {
    const { google } = pages({
      entries: [
        {
          timestamp: '2026-11-28T12:00:01Z',
          resource: { labels: { service_name: 'p-intake-jobs', revision_name: 'r' } },
          jsonPayload: { event: 'job.ended', status: 'failed', reason: 7, name: 'Ann' },
        },
        { httpRequest: { status: 403, remoteIp: '192.0.2.1' }, textPayload: 'Ann' },
      ],
    });
    expect(await readLog(google, QUERY)).toEqual([
      {
        at: '2026-11-28T12:00:01Z',
        service: 'p-intake-jobs',
        httpStatus: undefined,
        event: 'job.ended',
        status: 'failed',
        reason: undefined,
      },
      { at: '', service: '', httpStatus: 403 },
    ]);
  });
});
