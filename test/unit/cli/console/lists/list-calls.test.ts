import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXAMPLE_CALL, listCalls } from '../../../../../cli/console/lists/list-calls.ts';
import { withBesideCalls } from '../../../../../local/console/beside-api.ts';
import { json } from '../../../../../shared/http/http.ts';
import { requirementsOf } from '../../../../../shared/protocol/job-types.ts';
import { SILENT } from '../../../../../shared/telemetry/log-events.ts';
import { type ServedGateway, serveEmbeddedGateway } from '../../../../e2e/embedded-gateway.ts';

const COMMAND = 'TOKEN=t npm run enrich -- LIST --job-type enrichMobile --gateway http://localhost:8080';
const jobTypes = new Map([['enrichMobile', requirementsOf('enrichMobile')]]);

let gateway: ServedGateway | undefined;
afterAll(() => gateway?.stop());

async function calls() {
  gateway ??= await serveEmbeddedGateway();
  const { api } = gateway.stack;
  return withBesideCalls(
    async () => json(404, {}),
    { ...listCalls({ api, jobTypes, before: 'TOKEN=t ' }), ...EXAMPLE_CALL },
    SILENT,
  );
}

async function call(name: string, body = '', more: object = {}) {
  const headers = { host: 'localhost:8080' };
  const request = { method: 'POST', target: `/console/${name}`, headers, body: Buffer.from(body), ...more };
  return (await calls())(request);
}

describe('lists of the console', () => {
  it('are read into submissions and rejects, each with its line', async () => {
    const list = 'id,firstName,lastName,company,note\n7,Ann,Lee,Acme,n\n8,Ann@example,Lee,Acme,\n';
    const { status, body } = await call('lists:read?jobType=enrichMobile', list);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      forecast: expect.objectContaining({ rows: 2, leads: 1, byWould: { new: 1, invalid: 1 } }),
      jobType: 'enrichMobile',
      columns: ['id', 'firstName', 'lastName', 'company', 'note'],
      notes: [],
      leads: [
        {
          row: 2,
          submission: {
            requestId: '7_enrichMobile_1',
            jobType: 'enrichMobile',
            payload: expect.objectContaining({ person: expect.objectContaining({ firstName: 'Ann' }) }),
          },
        },
      ],
      rejects: [{ row: 3, reason: 'firstName is an address: are the columns shifted?' }],
    });
  });

  it('are forecast row by row, as enrich --dry-run --json does', async () => {
    const list = 'firstName,lastName,company\nAnn,Lee,Acme\nAnn,Lee,Acme\n,Lee,Acme\nBob,Lee@,Acme\n';
    const { status, body } = await call('lists:read?jobType=enrichMobile', list);
    expect(status).toBe(200);
    expect(JSON.parse(body).forecast).toMatchObject({
      rows: 4,
      leads: 1,
      byWould: { new: 1, 'duplicate-in-list': 1, invalid: 2 },
      duplicates: [{ line: 3, of: 2 }],
      sample: null,
    });
  });

  it('come back as CSV, and as the example', async () => {
    const results = await call(
      'lists:results?jobType=enrichMobile',
      'firstName,lastName,company\nAnn,Lee,Acme\n',
    );
    expect(results.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(results.body).toMatch(/^firstName,lastName,company,requestId,status,.*\nAnn,Lee,Acme,.*,skipped,/);
    const example = await call('lists:example', '', { method: 'GET' });
    const file = join(import.meta.dirname, '../../../../../examples/leads.csv');
    expect(example.body).toBe(readFileSync(file, 'utf8'));
  });

  it.each([
    'lists:read',
    'lists:results',
  ])('%s refuses what is no list in the words of enrich', async (name) => {
    const refused = async (query: string, body: string, more: object = {}) => {
      const answer = await call(`${name}${query}`, body, more);
      return [answer.status, JSON.parse(answer.body).detail];
    };
    expect(await refused('?jobType=enrichMobile', '')).toEqual([
      422,
      expect.stringMatching(/^The list is empty: its first line must name the columns/),
    ]);
    expect(await refused('?jobType=enrichMobile', 'firstName,lastName\n')).toEqual([
      422,
      expect.stringContaining(
        `--map company="Name of the column". Options are for the command line: ${COMMAND}`,
      ),
    ]);
    expect(await refused('', 'id')).toEqual([400, 'Give jobType, one of enrichMobile.']);
    expect(await refused('?jobType=other', 'id')).toEqual([400, 'Give jobType, one of enrichMobile.']);
    const large = `firstName,lastName,company\n${'Ann,Lee,Acme\n'.repeat(10_001)}`;
    const most = 'A list has at most 10000 rows here, and 20000000 bytes as it is decompressed.';
    const tooLarge = [413, `${most} The command line takes any: ${COMMAND}`];
    expect(await refused('?jobType=enrichMobile', large)).toEqual(tooLarge);
    const cut = { refused: { type: 'too-large', detail: 'The body has 30000000 bytes.' } };
    expect(await refused('?jobType=enrichMobile', '', cut)).toEqual(tooLarge);
  });

  it('say that a gateway cannot be asked now', async () => {
    const away = listCalls({ api: async () => json(503, {}), jobTypes });
    const handler = withBesideCalls(async () => json(404, {}), away, SILENT);
    const target = '/console/lists:results?jobType=enrichMobile';
    const body = Buffer.from('firstName,lastName,company\nAnn,Lee,Acme\n');
    expect((await handler({ method: 'POST', target, headers: {}, body })).status).toBe(503);
  });
});
