import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLeadFile } from '../../../../cli/smoke/lead-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lead-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string) {
  const path = join(folder, 'lead.json');
  await writeFile(path, content);
  return readLeadFile(path, 'smoke-1');
}

describe('the file of a lead', () => {
  it('is published as it is when it names its request ID', async () => {
    const json = '{ "requestId": "r-1", "jobType": "enrichMobile", "payload": {}, "priority": 5e1 }\n';
    expect(await read(json)).toEqual({ requestId: 'r-1', json });
  });

  it('gets a request ID when it names none, and stays as it is but for that', async () => {
    const rest = '"jobType":"enrichMobile","payload":{},"priority":5e1}';
    expect(await read(`\uFEFF {${rest}`)).toEqual({
      requestId: 'smoke-1',
      json: ` {"requestId":"smoke-1",${rest}`,
    });
  });

  it.each([
    ['no JSON', 'jobType: enrichMobile', /has to be one JSON object.*\(not-json\)/],
    ['a list', '[]', /\/ must be an object, not an array/],
    ['no job type', '{"payload":{}}', /\/jobType is required: give a string/],
    [
      'a payload that is none',
      '{"jobType":"enrichMobile","payload":"Ann"}',
      /\/payload must be an object, not a string/,
    ],
    ['a misspelt member', '{"jobType":"a","payload":{},"priorty":1}', /\/priorty is not a known property/],
    [
      'a request ID that is none',
      '{"requestId":"a b","jobType":"a","payload":{}}',
      /\/requestId may contain only/,
    ],
  ])('is refused with its field and the remedy, and no value: %s', async (_name, content, told) => {
    await expect(read(content)).rejects.toThrow(told);
    await expect(read(content)).rejects.not.toThrow(/Ann/);
  });

  it('that is not there is named', async () => {
    await expect(readLeadFile(join(folder, 'none.json'), 'smoke-1')).rejects.toThrow(
      /none\.json cannot be read \(ENOENT\)/,
    );
  });
});
