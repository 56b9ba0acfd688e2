import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openOutputs } from '../../../../cli/enrich/outputs.ts';
import type { Recalled } from '../../../../cli/enrich/results.ts';
import { Patches } from '../../../../cli/enrich/row-patches.ts';
import { columnsOf } from '../../../../cli/lists/columns.ts';
import type { Crm } from '../../../../shared/digest/digest-policy.ts';
import { DEFAULT_DIGEST } from '../../../../shared/digest/digest-policy.ts';
import { done, skipped } from './enriched.ts';
import { inFolder } from './in-folder.ts';

const { at, file, text } = inFolder();
const HEADER = ['id', 'firstName', 'lastName', 'company', 'position', 'phone'];
const MOBILE = {
  phoneNumber: { userFormat: '+1 303-555-0142', e164Format: '+13035550142' },
  phoneType: 'mobile',
  source: null,
};
const PAYLOAD = {
  employment: { company: { title: 'Acme' }, position: { verification: { title: 'Buyer' } } },
  phoneNumbers: [MOBILE],
};
const CODES = { appendMobile: 'appended', verifyEmployment: 'verified' };

/** A completed row of the list. */
function row(id: string | undefined, cells: readonly string[] = [], job: object = {}): Recalled {
  const [position = '', phone = ''] = cells;
  return done(
    { eventCodes: CODES, job: { endTime: '2026-03-01T00:00:59Z', payload: PAYLOAD }, ...job },
    { id, row: { line: 2, lastLine: 2, bytes: 0, cells: [id ?? '', 'Ann', 'Lee', 'Acme', position, phone] } },
  );
}
const patchesOf = (rows: readonly Recalled[], crm: Crm = 'hubspot', header: readonly string[] = HEADER) => {
  const patches = new Patches({ crm, policy: DEFAULT_DIGEST }, { header, columns: columnsOf(header) });
  const lines = patches.linesOf(rows).trimEnd().split('\n');
  return { made: lines.flatMap((line) => (line === '' ? [] : JSON.parse(line))), counts: patches.counts };
};

describe('the patch of a row', () => {
  it('is for the record whose ID the row has', () => {
    expect(patchesOf([row('17')]).made).toEqual([
      {
        crm: 'hubspot',
        requestId: '7_enrichMobile_1',
        version: '2026-03-01T00:01:00.000000Z',
        input: {
          id: '17',
          properties: {
            mobilephone: '+13035550142',
            jobtitle: 'Buyer',
            modigie_verified_on: '2026-03-01',
            modigie_employment_status: 'verified',
          },
        },
      },
    ]);
    const ids = ['0031U00000X3nidUAB', '00Q1U00000X3nidUAB'];
    expect(
      patchesOf(
        ids.map((id) => row(id)),
        'salesforce',
      ).made,
    ).toMatchObject([
      { input: { attributes: { type: 'Contact' }, id: ids[0], MobilePhone: '+13035550142' } },
      { input: { attributes: { type: 'Lead' }, id: ids[1], Title: 'Buyer' } },
    ]);
  });

  it('writes over nothing that the row has', () => {
    const [patch] = patchesOf([row('17', ['Head of Routing', '+1 303 555 0100'])]).made;
    expect(patch.input.properties).toEqual({
      modigie_verified_on: '2026-03-01',
      modigie_employment_status: 'verified',
    });
  });

  it('writes over no mobile number that the row has in a column which is not sent', () => {
    const flagged = { modigie_verified_on: '2026-03-01', modigie_employment_status: 'verified' };
    const properties = (header: readonly string[], cell: string) => {
      const one = row('17', ['Buyer', '']);
      const cells = [...one.row.cells, ...header.map(() => ''), cell].slice(0, HEADER.length);
      const filled = { ...one, row: { ...one.row, cells: [...cells, ...header.map(() => cell)] } };
      return patchesOf([filled], 'hubspot', [...HEADER, ...header]).made[0].input.properties;
    };
    for (const name of ['Mobile', 'mobile', 'Mobile Phone', 'Mobile Phone Number', 'Cell'])
      expect(properties([name], '+1 202 555 0199'), name).toEqual(flagged);
    // A number of another kind, no number, and the number that an earlier round has found.
    const found = { ...flagged, mobilephone: '+13035550142' };
    expect(properties(['Fax'], '+1 202 555 0199')).toEqual(found);
    expect(properties(['Mobile'], '#N/A')).toEqual(found);
    expect(properties(['requestId', 'status', 'attempts', 'mobile'], '+13035550142')).toEqual(found);
  });

  it('keeps a mobile number of the row that Modigie takes for one of a landline', () => {
    const sent = {
      phoneNumber: { userFormat: '+1 303 555 0100' },
      phoneType: 'voip',
      source: { objectId: '17' },
    };
    const job = {
      job: { endTime: '2026-03-01T00:00:59Z', payload: { ...PAYLOAD, phoneNumbers: [sent, MOBILE] } },
    };
    const patched = (name: string) =>
      patchesOf([row('17', ['Buyer', '+1 303 555 0100'], job)], 'hubspot', [...HEADER.slice(0, -1), name])
        .made[0].input.properties;
    expect(patched('phone')).toHaveProperty('mobilephone');
    expect(patched('Mobile Phone')).not.toHaveProperty('mobilephone');
  });

  it('is by what the row has also where an answer to another request serves it', () => {
    const phone = { phoneNumber: { userFormat: '9' }, source: { objectSystem: 'other', objectId: '5' } };
    const job = { payload: { ...PAYLOAD, phoneNumbers: [phone, MOBILE] } };
    const reused = { status: 'reused', version: null, reusedFrom: 'other', job };
    expect(patchesOf([row('17', [], reused)]).made).toMatchObject([
      { input: { id: '17', properties: { mobilephone: '+13035550142' } } },
    ]);
  });

  it('is one for a record that the list has by both of its Salesforce IDs', () => {
    const ids = ['0031U00000X3nid', '0031U00000X3nidUAB', '0031U00000X3niD'];
    const { made, counts } = patchesOf(
      ids.map((id) => row(id)),
      'salesforce',
    );
    expect(made.map(({ input }) => input.id)).toEqual([ids[0], ids[2]]);
    expect(counts).toMatchObject({ written: 2, repeated: 1 });
  });

  it('is none for a row without a record, a result, details, or anything to set: each is counted', () => {
    const rows = [
      row('17'),
      row('17'),
      row('L18'),
      row(undefined),
      row('19', [], { job: null, purgedAt: '2026-04-01T00:00:00.000Z' }),
      row('20', [], { status: 'failed' }),
      skipped({}),
      row('21', [], { eventCodes: { appendMobile: 'unable_to_append' } }),
      row('22', [], {
        job: { payload: { phoneNumbers: [{ ...MOBILE, compliance: Array(2_000).fill(0) }] } },
      }),
    ];
    expect(patchesOf(rows).counts).toEqual({
      crm: 'hubspot',
      written: 1,
      repeated: 1,
      noSuchId: 2,
      detailsGone: 1,
      noResult: 2,
      nothingToSet: 1,
      tooLarge: 1,
    });
  });
});

describe('the file of patches', () => {
  const LIST = {
    header: HEADER,
    columns: columnsOf(HEADER),
    separator: ',',
    size: 0,
    rows: Readable.from([]),
    notes: [],
  };
  const patching = { crm: 'hubspot', policy: DEFAULT_DIGEST } as const;
  const opened = (name: string, more: object = {}, list = LIST) =>
    openOutputs(at('leads.csv'), list, { out: at(name), patching, ...more });

  it('stands beside the results once both are whole, and is told', async () => {
    const outputs = await opened('a.results.csv');
    await outputs.write([row('17')]);
    expect(await outputs.told()).toBe(
      `What was finished is in ${at('a.results.csv.partial')} and ${at('a.results.patches.ndjson.partial')}.\n`,
    );
    const again = await opened('a.results.csv');
    await again.write([row('17')]);
    await again.write([row('18')]);
    await again.finish();
    expect((await text('a.results.patches.ndjson')).split('\n').map((line) => line.slice(0, 16))).toEqual([
      '{"crm":"hubspot"',
      '{"crm":"hubspot"',
      '',
    ]);
    expect(again.patchCounts?.written).toBe(2);
    expect(await again.told()).toBe(
      `Results: ${at('a.results.csv')}\nPatches: ${at('a.results.patches.ndjson')}\n`,
    );
  });

  it('takes the place of patches of before, and of nothing else without --force', async () => {
    await file('b.patches.ndjson', '{"crm":"hubspot","input":{"id":"1"}}\n');
    const outputs = await opened('b.csv');
    await outputs.finish();
    expect(await text('b.patches.ndjson')).toBe('');
    await (await opened('b.csv')).finish();
    for (const content of ['a,b\n1,2\n', '{"crm":"toString","input":{"id":"1"}}\n', '{"id":1}\n']) {
      await file('b.patches.ndjson', content);
      await expect(opened('b.csv')).rejects.toThrow('b.patches.ndjson is there, and is no file of patches');
      expect(await text('b.patches.ndjson')).toBe(content);
    }
    await (await opened('b.csv', { force: true })).finish();
    expect(await text('b.patches.ndjson')).toBe('');
  });

  it('stays where patches may be the only ones, and the results of before with them', async () => {
    const patch = '{"crm":"hubspot","input":{"id":"19"}}\n';
    await file('c.patches.ndjson', patch);
    const gone = row('19', [], { job: null, purgedAt: '2026-04-01T00:00:00.000Z' });
    const outputs = await opened('c.csv');
    await outputs.write([gone]);
    await expect(outputs.finish()).rejects.toThrow(
      /c\.patches\.ndjson is not replaced: it may have patches of rows whose details the gateway has purged \(1\)/,
    );
    expect(await text('c.patches.ndjson')).toBe(patch);
    await expect(text('c.csv')).rejects.toThrow('ENOENT');
    const forced = await opened('c.csv', { force: true });
    await forced.write([gone]);
    await forced.finish();
    expect(await text('c.patches.ndjson')).toBe('');
  });

  it('takes the place of patches of a person whose data was erased on request', async () => {
    await file('e.patches.ndjson', '{"crm":"hubspot","input":{"id":"19"}}\n');
    const outputs = await opened('e.csv');
    await outputs.write([row('19', [], { job: null, erased: true, purgedAt: '2026-04-01T00:00:00.000Z' })]);
    await outputs.finish();
    expect(await text('e.patches.ndjson')).toBe('');
    expect(outputs.patchCounts).toMatchObject({ noResult: 1, detailsGone: 0 });
  });

  it('needs results in a file, a column of IDs, and a name of its own', async () => {
    await expect(opened('d.csv', { out: '-' })).rejects.toThrow('name a file for them with --out');
    const header = HEADER.slice(1);
    const list = { ...LIST, header, columns: columnsOf(header) };
    await expect(opened('d.csv', {}, list)).rejects.toThrow(
      '--patch hubspot needs the ID of each record in HubSpot, and the list has no column id',
    );
    await expect(opened('d.csv', { rejects: at('d.patches.ndjson') })).rejects.toThrow(
      '--rejects and the patches are the same file',
    );
  });
});
