import { describe, expect, it } from 'vitest';
import { readDigestPolicy } from '../../../../cli/options/digest-option.ts';
import { DEFAULT_DIGEST } from '../../../../shared/digest/digest-policy.ts';
import { inFolder } from '../enrich/in-folder.ts';

const { file, at } = inFolder();

describe('--digest', () => {
  it('is a file with the JSON of DIGEST, or the default policy', async () => {
    const path = await file('own.json', '{"systems":{"crm":"hubspot"}}');
    expect((await readDigestPolicy(path)).systems).toEqual(new Map([['crm', 'hubspot']]));
    expect(await readDigestPolicy(undefined)).toBe(DEFAULT_DIGEST);
  });

  it.each([
    ['{"systems":{"crm":"pipedrive"}}', '  DIGEST (at /systems/crm) must be hubspot or salesforce'],
    ['{"rules":{"appendMobile.found":{}}}', '  DIGEST (at /rules/appendMobile.found) is none of the rules: '],
    ['{"rule":{}}', '  DIGEST has the unknown member "rule": leave it out, or mend its spelling'],
    ['[]', '  DIGEST must be an object, not an array'],
    ['{', '  DIGEST must be JSON'],
  ])('that is %s says which member is wrong, and what to write', async (content, problem) => {
    const path = await file('wrong.json', content);
    await expect(readDigestPolicy(path)).rejects.toThrow(
      `${path} is no policy of digests (docs/digest.md):\n${problem}`,
    );
  });

  it('that is not there, or empty, says so', async () => {
    await expect(readDigestPolicy(at('none.json'))).rejects.toThrow('none.json cannot be read (ENOENT)');
    const path = await file('empty.json', ' \n');
    await expect(readDigestPolicy(path)).rejects.toThrow(`${path} is empty: {} is the default policy`);
  });
});
