import { describe, expect, it } from 'vitest';
import { PeppersSchema } from '../../../shared/config/peppers-variable.ts';

const A = 'a'.repeat(44);
const B = 'b'.repeat(44);

describe('PERSON_PEPPERS', () => {
  it('is one or several, the present one first, between commas or on lines', () => {
    const both = [
      { version: '2', secret: A },
      { version: '1', secret: B },
    ];
    expect(PeppersSchema.parse(`2:${A},1:${B}`)).toEqual(both);
    expect(PeppersSchema.parse(`2:${A}\n1:${B}\n`)).toEqual(both);
    expect(PeppersSchema.parse('')).toEqual([]);
  });

  it.each([
    ['a secret alone', A],
    ['one that is short', '1:short'],
    ['a version that is none', `1.0:${A}`],
    ['two of one version', `1:${A},1:${B}`],
    ['six', [1, 2, 3, 4, 5, 6].map((version) => `${version}:${A}`).join()],
  ])('refuses %s, and repeats none of it', (_what, text) => {
    const { error } = PeppersSchema.safeParse(text);
    expect(error?.issues).not.toHaveLength(0);
    expect(JSON.stringify(error?.issues.map(({ message }) => message))).not.toMatch(/aaaa|bbbb|short/);
  });
});
