import { describe, expect, it } from 'vitest';
import { MemoryDeadLetterStore } from '../../../../../shared/adapters/memory/dead-letters.ts';
import { deadLetterOf } from '../../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import {
  countLettersAbout,
  eraseLettersAbout,
} from '../../../../../shared/use-cases/operate/erasures/letters-about.ts';
import { id, received, START } from '../../../../fixtures.ts';

async function lettersAbout(...requestIds: string[]) {
  const store = new MemoryDeadLetterStore();
  for (const [i, requestId] of requestIds.entries()) {
    const message = received(JSON.stringify({ requestId, i }));
    await store.create(
      deadLetterOf(message, { source: 'intake-jobs', reason: 'invalid' }, START),
      message.data,
    );
  }
  return store;
}

describe('dead letters about a person', () => {
  it('are counted, and then go whole: those about the person and no other', async () => {
    const many = Array.from({ length: 150 }, () => 'lead-1');
    const store = await lettersAbout(...many, 'lead-2', 'lead-3');
    const sought = { keys: [], requestIds: [id('lead-1'), id('lead-2')] };
    expect(await countLettersAbout(store, sought)).toBe(151);
    expect(await eraseLettersAbout(store, sought)).toEqual({ found: 151, remaining: 0 });
    expect(store.kept().map(({ body }) => JSON.parse(body.toString()).requestId)).toEqual(['lead-3']);
    expect(await eraseLettersAbout(store, sought)).toEqual({ found: 0, remaining: 0 });
  });

  it('that cannot be removed at once are left for the next run, and told', async () => {
    const store = await lettersAbout('lead-1', 'lead-1');
    const stuck = Object.assign(store, { remove: async () => undefined });
    expect(await eraseLettersAbout(stuck, { keys: [], requestIds: [id('lead-1')] })).toMatchObject({
      remaining: 2,
    });
  });
});
