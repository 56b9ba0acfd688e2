/** Patches as a user has them: the examples through an embedded gateway, and a file beside the results. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const { run: cli, file, text, rows } = commandLine();
const LEADS = join(import.meta.dirname, '..', '..', 'examples', 'leads.csv');

/** The list of the examples with IDs that a CRM has, in a column of this name. */
async function listOf(idOf: (place: number) => string, column = 'id'): Promise<string> {
  const leads = await rows(LEADS);
  const header = [...new Set([...Object.keys(leads[0] ?? {}), column])];
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const lines = leads.map((lead, i) =>
    header.map((name) => cell(name === column ? idOf(i) : (lead[name] ?? ''))),
  );
  return file(
    `list-of-${column}-${idOf(0)}.csv`,
    `${[header, ...lines].map((line) => line.join(',')).join('\n')}\n`,
  );
}

const patchesIn = async (name: string) =>
  (await text(name))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const isVerified = (row: Record<string, string>) => row['verifyEmployment'] === 'verified';

/** @returns what a row of results says of its contact: a number of the list is not written over */
function propertiesBy(row: Record<string, string>): object {
  const isKnown = row['verifyEmployment'] !== 'unable_to_verify';
  const properties = {
    mobilephone: row['phone'] === '' && row['mobile'],
    hs_linkedin_url: row['appendLinkedIn'] === 'appended' && row['linkedInUrlFound'],
    jobtitle: isVerified(row) && row['position'] === '' && row['verifiedPosition'],
    modigie_employment_status: isKnown && row['verifyEmployment'],
    modigie_left_on: row['employmentEnd'],
    modigie_new_company: !isVerified(row) && row['verifiedCompany'],
  };
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value));
}

describe('enrich --patch', () => {
  it('writes a patch for each contact of which something is to be set: the same as its results say', async () => {
    const list = await listOf((i) => String(1_000 + i));
    const run = await cli('enrich', list, '--patch', 'hubspot', '--out', 'h.csv', '--json');
    expect(run.code).toBe(3);
    const results = new Map((await rows('h.csv')).map((row) => [row['id'], row]));
    const patches = await patchesIn('h.patches.ndjson');
    expect(patches.length).toBeGreaterThan(150);
    expect(JSON.parse(run.stdout).patches).toMatchObject({
      crm: 'hubspot',
      written: patches.length,
      noSuchId: 0,
    });
    for (const { crm, requestId, version, input } of patches) {
      const row = results.get(input.id) ?? {};
      expect([crm, row['status']]).toEqual(['hubspot', 'completed']);
      // Of a lead that was retried it is the attempt that completed.
      expect(requestId.split('~')[0]).toBe(row['requestId']);
      expect(version).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      const { modigie_verified_on, modigie_new_title, ...properties } = input.properties;
      expect(properties).toEqual(propertiesBy(row));
      expect(modigie_verified_on).toEqual(isVerified(row) ? version.slice(0, 10) : undefined);
      expect(modigie_new_title).toBe(isVerified(row) ? undefined : row['verifiedPosition'] || undefined);
    }
  });

  it('sends the same requests as without it, in one thread or in several', async () => {
    const list = await listOf((i) => String(1_000 + i));
    await cli('enrich', list, '--out', 'plain.csv');
    await cli('enrich', list, '--patch', 'hubspot', '--out', 'threads.csv', '--threads', '2');
    expect(await text('plain.csv')).toBe(await text('h.csv'));
    expect(await text('threads.csv')).toBe(await text('h.csv'));
    // Each run has a time of its own, and at midnight another day.
    const inputsOf = async (name: string) =>
      (await patchesIn(name)).map(({ input: { id, properties } }) => {
        const { modigie_verified_on, ...others } = properties;
        return { id, isVerified: modigie_verified_on !== undefined, ...others };
      });
    expect(await inputsOf('threads.patches.ndjson')).toEqual(await inputsOf('h.patches.ndjson'));
  });

  it('is for the records of another column than id, with the same requests', async () => {
    const list = await listOf((i) => String(2_000 + i), 'CRM number');
    await cli('enrich', list, '--patch', 'hubspot', '--record-id', 'CRM number', '--out', 'r.csv');
    const results = new Map((await rows('r.csv')).map((row) => [row['CRM number'], row]));
    const patches = await patchesIn('r.patches.ndjson');
    expect(patches.length).toBeGreaterThan(150);
    for (const { requestId, input } of patches) {
      // Of a lead that was retried it is the attempt that completed.
      expect(requestId.replace(/~\d+$/, '')).toBe(results.get(input.id)?.['requestId']);
      expect(requestId).toMatch(/^L/);
    }
  });

  it('knows a Lead of Salesforce by its ID, and goes by a policy of your own', async () => {
    const list = await listOf((i) => `${i % 2 ? '003' : '00Q'}1U00000${String(i).padStart(5, '0')}`);
    const policy = await file('policy.json', '{"rules":{"appendMobile.appended":{"mobile":"flag"}}}');
    const run = await cli('enrich', list, '--patch', 'salesforce', '--digest', policy, '--out', 's.csv');
    expect(run.stdout).toMatch(/^Patches for salesforce: \d+\. Rows without: .*no result: 11$/m);
    for (const { input } of await patchesIn('s.patches.ndjson')) {
      expect(input.attributes.type).toBe(input.id.startsWith('00Q') ? 'Lead' : 'Contact');
      expect(input).not.toHaveProperty('MobilePhone');
    }
  });

  it.each([
    [['--digest', 'policy.json'], '--digest is for --patch: name the CRM, such as --patch hubspot'],
    [['--patch', 'pipedrive'], 'Allowed choices are hubspot, salesforce'],
    [['--record-id', 'id'], '--record-id is for --patch: name the CRM, such as --patch hubspot'],
    [['--patch', 'hubspot', '--map', 'id='], 'needs the ID of each record in HubSpot'],
    [['--patch', 'hubspot', '--record-id', 'nr'], '--record-id "nr": there is no such column'],
    [
      ['--patch', 'hubspot', '--digest', 'wrong.json'],
      'DIGEST (at /systems/a) must be hubspot or salesforce',
    ],
  ])('refuses %j before anything is sent', async (options, says) => {
    await file('wrong.json', '{"systems":{"a":"b"}}');
    const run = await cli('enrich', LEADS, '--out', 'never.csv', ...options);
    expect([run.code, run.stdout, run.stderr]).toEqual([2, '', expect.stringContaining(says)]);
    await expect(text('never.csv')).rejects.toThrow('ENOENT');
  });
});

const HAS_JQ = spawnSync('which', ['jq']).status === 0;

describe.skipIf(!HAS_JQ)('the bodies of calls that docs/digest.md makes of patches', () => {
  const [hubSpot = '', salesforce = ''] =
    readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'digest.md'), 'utf8').match(/^jq .*$/gm) ?? [];
  const bodies = (command: string, inputs: readonly object[]) => {
    const input = inputs.map((one) => `${JSON.stringify({ input: one })}\n`).join('');
    const [line] = command.split(' leads.results.patches.ndjson');
    const { stdout, status } = spawnSync('sh', ['-c', line ?? ''], { input, encoding: 'utf8' });
    expect(status).toBe(0);
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)));
  };
  const ids = Array.from({ length: 450 }, (_, i) => String(i));

  it('have as many inputs as HubSpot takes, each once and in order', () => {
    const inputs = ids.map((id) => ({ id, properties: {} }));
    const made = bodies(hubSpot, inputs);
    expect(made.map((body) => body.inputs.length)).toEqual([100, 100, 100, 100, 50]);
    expect(made.flatMap((body) => body.inputs)).toEqual(inputs);
    expect(bodies(hubSpot, [])).toEqual([]);
  });

  it('have as many records as Salesforce takes, and no more than two chunks, however they are mixed', () => {
    const inputs = ids.map((id, i) => ({ attributes: { type: i % 2 ? 'Lead' : 'Contact' }, id }));
    const made = bodies(salesforce, inputs);
    expect(made.map(({ allOrNone, records }) => [allOrNone, records.length])).toEqual([
      [false, 200],
      [false, 200],
      [false, 50],
    ]);
    for (const { records } of made) {
      const types: string[] = records.map(({ attributes }: (typeof inputs)[number]) => attributes.type);
      const chunks = types.filter((type, i) => type !== types[i - 1]);
      expect(chunks.length).toBeLessThanOrEqual(2);
    }
    expect(new Set(made.flatMap(({ records }) => records.map(({ id }: { id: string }) => id)))).toEqual(
      new Set(ids),
    );
  });
});

describe('digest check', () => {
  it('ends with 1 where a field is missing, and with 2 where there is no list', async () => {
    await file('props.json', '{"results":[{"name":"email","type":"string"}]}');
    const run = await cli('digest', 'check', '--crm', 'hubspot', '--properties', 'props.json');
    expect([run.code, run.stderr]).toEqual([1, '']);
    expect(run.stdout).toContain('✓\temail\thas email\n');
    expect((await cli('digest', 'check', '--crm', 'hubspot', '--properties', 'none.json')).code).toBe(2);
    expect((await cli('digest', 'check', '--crm', 'hubspot')).code).toBe(2);
  });
});
