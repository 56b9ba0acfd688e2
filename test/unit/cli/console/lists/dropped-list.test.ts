import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ListTooLarge, readDropped } from '../../../../../cli/console/lists/dropped-list.ts';
import { type Lead, leadsOf } from '../../../../../cli/enrich/leads.ts';
import { openList } from '../../../../../cli/lists/open-list.ts';
import { requirementsOf } from '../../../../../shared/protocol/job-types.ts';

const AS = { jobType: 'enrichMobile', requirements: requirementsOf('enrichMobile') };
const LIST = `id;First Name;lastName;company
1;Jörg;Lee;Acme
2;"Ann
3;;Lee;Acme
`;
const WITHOUT_IDS = 'firstName,lastName,company\nAnn,Lee,Acme\nBob,Lee,Acme\nAnn,Lee,Acme\n';

/** As `enrich` reads it from a file. */
async function readFromFile(content: Buffer): Promise<Lead[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dropped-'));
  try {
    const path = join(folder, 'list.csv');
    await writeFile(path, content);
    const leads: Lead[] = [];
    for await (const lead of leadsOf(await openList(path, AS), AS.jobType)) leads.push(lead);
    return leads;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a list that is dropped', () => {
  it.each([
    ['text of UTF-8', Buffer.from(LIST)],
    ['text of Windows-1252', Buffer.from(LIST, 'latin1')],
    ['text of UTF-16', Buffer.from(`\uFEFF${LIST}`, 'utf16le')],
    ['compressed', gzipSync(LIST)],
    ['without IDs', Buffer.from(WITHOUT_IDS)],
  ])('gives the leads that enrich reads from a file, with the same request IDs: %s', async (_, bytes) => {
    const { leads } = await readDropped(bytes, AS);
    expect(leads).toEqual(await readFromFile(bytes));
    expect(leads.some(({ submission }) => submission !== undefined)).toBe(true);
  });

  it('tells how it is read', async () => {
    const { list } = await readDropped(Buffer.from(LIST, 'latin1'), AS);
    expect(list.header).toEqual(['id', 'First Name', 'lastName', 'company']);
    expect(list.notes[0]).toMatch(/^The list is read as windows-1252\./);
  });

  it.each([
    ['an Excel workbook', Buffer.from('504b0304', 'hex'), /^The list is an Excel workbook/],
    ['nothing', Buffer.alloc(0), /^The list is empty/],
    [
      'a list without a company',
      Buffer.from('firstName,lastName\nAnn,Lee\n'),
      /^The list lacks the column company\./,
    ],
    ['damaged gzip', gzipSync(LIST).subarray(0, 40), /^The list is damaged/],
  ])('is refused in the words of enrich: %s', async (_, bytes, message) => {
    await expect(readDropped(bytes, AS)).rejects.toThrow(message);
  });

  it('has 10,000 rows at most, and 20 MB when it is decompressed', async () => {
    const rows = (count: number) => `firstName,lastName,company\n${'Ann,Lee,Acme\n'.repeat(count)}`;
    expect((await readDropped(Buffer.from(rows(10_000)), AS)).leads).toHaveLength(10_000);
    await expect(readDropped(Buffer.from(rows(10_001)), AS)).rejects.toThrow(ListTooLarge);
    const note = 'x'.repeat(9_000);
    const dense = gzipSync(`firstName,lastName,company,note\n${`Ann,Lee,Acme,${note}\n`.repeat(2_400)}`);
    expect(dense.length).toBeLessThan(100_000);
    await expect(readDropped(dense, AS)).rejects.toThrow(ListTooLarge);
  });

  it('lets other work have its turn while it is read', async () => {
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 1);
    await readDropped(Buffer.from(`firstName,lastName,company\n${',,\n'.repeat(300_000)}Ann,Lee,Acme\n`), AS);
    clearInterval(count);
    expect(turns).toBeGreaterThan(5);
  });

  it('has no row that a gateway would refuse with all others of its call', async () => {
    const tags = Array.from({ length: 5_000 }, (_, i) => `tag-${i}=value-of-${i}`).join(';');
    const list = `firstName,lastName,company,tags\nAnn,Lee,Acme,${tags}\nBob,Lee,Acme,\n`;
    const [large, usual] = (await readDropped(Buffer.from(list), AS)).leads;
    expect(large).toMatchObject({ problem: expect.stringMatching(/^has \d+ bytes as a submission/) });
    expect(large?.submission).toBeUndefined();
    expect(usual?.submission).toBeDefined();
  });
});
