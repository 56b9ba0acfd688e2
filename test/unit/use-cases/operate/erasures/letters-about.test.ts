import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemoryDeadLetterStore } from '../../../../../shared/adapters/memory/dead-letters.ts';
import { deadLetterOf } from '../../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { erasureView } from '../../../../../shared/use-cases/operate/erasures/erasure-view.ts';
import {
  countLettersAbout,
  eraseLettersAbout,
} from '../../../../../shared/use-cases/operate/erasures/letters-about.ts';
import { intakeMessage } from '../../../../../shared/use-cases/submit/intake-message.ts';
import { id, received, START, setAsideBy, testGateway } from '../../../../fixtures.ts';
import { submit } from '../../actions.ts';
import { about, EMAIL, erase } from './persons.ts';

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

  it('that cannot be read are those alone whose attributes name one of its jobs', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const tooLarge = JSON.stringify({ ...about('lead-2'), more: 'x'.repeat(1_000_000) });
    for (const text of [tooLarge, `{"mail": "${EMAIL}",`]) {
      await intakeMessage(gateway, received(text));
      await intakeMessage(gateway, received(`${text} `, { requestId: 'lead-1' }));
    }
    const { kind, erasure } = await erase(gateway);
    expect(kind).toBe('done');
    const place = erasureView(erasure).places.find(({ place }) => place === 'dead-letter-records');
    expect(place).toMatchObject({ found: 2, erased: 2, remaining: 0 });
    expect(place?.how).toMatch(/more than 1 MB, or that is no JSON, is found by request IDs .+ alone/);
    // The filters by which docs/privacy.md has the rest looked for.
    const left = setAsideBy(gateway).map(({ reason, attributes }) => [reason, attributes]);
    expect(left.toSorted()).toEqual([
      ['not-json', {}],
      ['too-large', {}],
    ]);
    const privacy = readFileSync(new URL('../../../../../docs/privacy.md', import.meta.url), 'utf8');
    const named = [...privacy.matchAll(/`dead list --reason (\S+) --state all`/g)].map(
      ([, reason]) => reason,
    );
    expect(named.toSorted()).toEqual(left.map(([reason]) => reason).toSorted());
  });

  it('that cannot be removed at once are left for the next run, and told', async () => {
    const store = await lettersAbout('lead-1', 'lead-1');
    const stuck = Object.assign(store, { remove: async () => undefined });
    expect(await eraseLettersAbout(stuck, { keys: [], requestIds: [id('lead-1')] })).toMatchObject({
      remaining: 2,
    });
  });
});
