import { describe, expect, it } from 'vitest';
import { tokenHolder } from '../../../../cli/console/token-holder.ts';

const tokenWith = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('the holder of a token', () => {
  it('is the account that an identity token names', () => {
    expect(tokenHolder(tokenWith({ email: 'ann@acme.example', sub: '1' }))).toBe('ann@acme.example');
  });

  it.each([
    'a-token-of-serve',
    '',
    'a.b.c',
    tokenWith({ sub: '1' }),
    tokenWith({ email: 7 }),
    tokenWith(null),
    tokenWith('text'),
  ])('is not known of any other: %s', (token) => {
    expect(tokenHolder(token)).toBeUndefined();
  });
});
