import { describe, expect, it } from 'vitest';
import { WebhookPlaces } from '../../../../shared/use-cases/webhooks/webhook-places.ts';

const never = () => new Promise<never>(() => undefined);

/** @returns how many are let in at once */
function fill(places: WebhookPlaces, name: string): number {
  let within = 0;
  for (let i = 0; i < 100; i += 1)
    void places.within(name, () => {
      within += 1;
      return never();
    });
  return within;
}

describe('the places of a webhook', () => {
  it.each([
    [0, 80],
    [1, 80],
    [3, 26],
    [10, 8],
  ])('of %i are an equal part of the requests that an instance takes: %i', (webhooks, places) => {
    expect(fill(new WebhookPlaces(webhooks), 'crm')).toBe(places);
  });

  it('are its own', () => {
    const places = new WebhookPlaces(2);
    expect([fill(places, 'crm'), fill(places, 'erp')]).toEqual([40, 40]);
  });

  it('are given back when the work is done, and when it fails', async () => {
    const places = new WebhookPlaces(80);
    expect(await places.within('crm', async () => 'done')).toBe('done');
    await expect(places.within('crm', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await places.within('crm', async () => 'done')).toBe('done');
    void places.within('crm', never);
    expect(await places.within('crm', async () => 'done')).toBeUndefined();
  });
});
