import { describe, expect, it } from 'vitest';
import { atMost } from '../../../local/at-most.ts';

describe('atMost', () => {
  it('waits for work that ends soon, and passes its fault on', async () => {
    const order: string[] = [];
    const work = Promise.resolve().then(() => void order.push('worked'));
    await atMost(60_000, work);
    order.push('waited');
    expect(order).toEqual(['worked', 'waited']);
    await expect(atMost(60_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('waits no longer for work that does not end', async () => {
    await expect(atMost(1, new Promise(() => undefined))).resolves.toBeUndefined();
  });
});
