import { describe, expect, it } from 'vitest';
import { once } from '../../../../functions/cloud/once.ts';

describe('once', () => {
  it('makes a value at the first call, and keeps it', async () => {
    let made = 0;
    const client = once(async () => {
      made += 1;
      return made;
    });
    expect(made).toBe(0);
    expect(await Promise.all([client(), client()])).toEqual([1, 1]);
    expect(await client()).toBe(1);
  });

  it('makes it anew after a failure: a fault at the start does not last', async () => {
    const results = [Promise.reject(new Error('no credentials yet')), Promise.resolve('a client')];
    const client = once(async () => results.shift());
    await expect(client()).rejects.toThrow('no credentials yet');
    expect(await client()).toBe('a client');
  });
});
