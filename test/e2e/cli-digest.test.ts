/** Patches and digests as a user has them: the examples through an embedded gateway, and files beside the results. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const { run: cli, file, text, rows } = commandLine();
const LEADS = join(import.meta.dirname, '..', '..', 'examples', 'leads.csv');

/** The list of the examples with IDs that a CRM has. */
async function listOf(idOf: (place: number) => string): Promise<string> {
  const leads = await rows(LEADS);
  const header = Object.keys(leads[0] ?? {});
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const lines = leads.map((lead, i) =>
    header.map((name) => cell(name === 'id' ? idOf(i) : (lead[name] ?? ''))),
  );
  return file(`list-of-${idOf(0)}.csv`, `${[header, ...lines].map((line) => line.join(',')).join('\n')}\n`);
}

const patchesIn = async (name: string) =>
  (await text(name))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

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
      const row = results.get(input.id);
      expect([crm, requestId, row?.['status']]).toEqual(['hubspot', row?.['requestId'], 'completed']);
      expect(version).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      const { mobilephone, hs_linkedin_url, modigie_left_on, modigie_new_company, jobtitle, ...stamps } =
        input.properties;
      // A number that the list has is of unknown kind, and is not written over.
      expect(mobilephone).toBe(row?.['phone'] === '' ? row['mobile'] || undefined : undefined);
      expect(hs_linkedin_url).toBe(
        row?.['appendLinkedIn'] === 'appended' ? row['linkedInUrlFound'] : undefined,
      );
      expect(modigie_left_on).toBe(row?.['employmentEnd'] || undefined);
      const isVerified = row?.['verifyEmployment'] === 'verified';
      expect(modigie_new_company).toBe(isVerified ? undefined : row?.['verifiedCompany'] || undefined);
      expect(jobtitle).toBe(isVerified && row?.['position'] === '' ? row['verifiedPosition'] : undefined);
      const status = row?.['verifyEmployment'] === 'unable_to_verify' ? undefined : row?.['verifyEmployment'];
      expect(stamps['modigie_employment_status']).toBe(status);
    }
  });

  it('sends the same requests as without it, in one thread or in several', async () => {
    const list = await listOf((i) => String(1_000 + i));
    await cli('enrich', list, '--out', 'plain.csv');
    await cli('enrich', list, '--patch', 'hubspot', '--out', 'threads.csv', '--threads', '2');
    expect(await text('plain.csv')).toBe(await text('h.csv'));
    expect(await text('threads.csv')).toBe(await text('h.csv'));
    const inputsOf = async (name: string) => (await patchesIn(name)).map(({ input }) => input);
    expect(await inputsOf('threads.patches.ndjson')).toEqual(await inputsOf('h.patches.ndjson'));
  });

  it('knows a Lead of Salesforce by its ID, and goes by a policy of your own', async () => {
    const list = await listOf((i) => `${i % 2 ? '003' : '00Q'}1U0000000${String(i).padStart(5, '0')}`);
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
    [['--patch', 'hubspot', '--map', 'id='], 'needs the ID of each record in HubSpot'],
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
