import { describe, expect, it } from 'vitest';
import { rowRecords } from '../../../../cli/enrich/row-records.ts';
import { columnsOf } from '../../../../cli/lists/columns.ts';

const recordsOf = (header: readonly string[], recordId?: string) =>
  rowRecords({ header, columns: columnsOf(header) }, { crm: 'hubspot', recordId });
const row = (...cells: string[]) => ({ line: 2, lastLine: 2, bytes: 0, cells });

describe('the ID of the record of a row', () => {
  it('is that of the lead, unless another column has it', () => {
    const header = ['id', 'Record ID', 'record id'];
    const lead = { id: 'L1', row: row('L1', '17', '18') };
    expect(recordsOf(header).idOf(lead)).toBe('L1');
    expect(recordsOf(header, 'Record ID').idOf(lead)).toBe('17');
    expect(recordsOf(header, 'record id').idOf(lead)).toBe('18');
    expect(recordsOf(header, 'RECORD-ID').idOf(lead)).toBe('17');
    expect(recordsOf(header, 'RECORD-ID').idOf({ id: 'L1', row: row('L1', 'NULL', '18') })).toBe('18');
    for (const blank of [row('L1', ' ', ''), row('L1')])
      expect(recordsOf(header, 'Record ID').idOf({ id: 'L1', row: blank })).toBe('');
    expect(
      recordsOf(['firstName', 'Record ID'], 'Record ID').idOf({ id: undefined, row: row('Ann', '17') }),
    ).toBe('17');
  });

  it('needs a column that is there', () => {
    expect(() => recordsOf(['firstName'])).toThrow(
      '--patch hubspot needs the ID of each record in HubSpot, and the list has no column id: name the column that ' +
        'has it with --record-id NAME.',
    );
    expect(() => recordsOf(['id', 'firstName'], 'Record ID')).toThrow(
      '--record-id "Record ID": there is no such column. There are id, firstName.',
    );
  });
});

describe('the mobile numbers of a row', () => {
  it('are in columns that CRMs call so, and not in those that an earlier round has added', () => {
    const header = [
      'id',
      'Mobile',
      'Phone',
      'Mobile Phone Number',
      'requestId',
      'status',
      'attempts',
      'mobile',
    ];
    const cells = [
      '1',
      '+1 202 555 0143',
      '+1 202 555 0144',
      '+1 202 555 0145',
      'r',
      'completed',
      '1',
      '+1 202 555 0146',
    ];
    expect(recordsOf(header).mobilesOf(row(...cells))).toEqual(['+1 202 555 0143', '+1 202 555 0145']);
    expect(recordsOf(header).mobilesOf(row('1', '#N/A', '', ' '))).toEqual([]);
  });
});
