/** A person whose every field is a token: after the erasure, tokens are where the receipt says so alone. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PlaceName } from '../../../../../shared/jobs/erasures/places.ts';
import { later } from '../../../../../shared/jobs/instant.ts';
import { erasureView } from '../../../../../shared/use-cases/operate/erasures/erasure-view.ts';
import { receiveResponse } from '../../../../../shared/use-cases/receive/receive-response.ts';
import { DAY, id, received, TOPICS, testGateway } from '../../../../fixtures.ts';
import { receiveAnswer, submit, sweepAfter } from '../../actions.ts';
import { OPS, start } from '../operations/operating.ts';
import { erase } from './persons.ts';

const token = (what: string) => createHash('sha256').update(what).digest('hex').slice(0, 20);
const FIELDS = ['first', 'last', 'company', 'title', 'mail', 'url', 'tag', 'object', 'found'] as const;
const [first, last, company, title, mail, url, tag, object, found] = FIELDS.map(token);
const TOKENS = new RegExp(FIELDS.map(token).join('|'), 'i');
const EMAIL = `${mail}@x.example`;

const payload = {
  person: { firstName: first, lastName: last, source: { objectId: object } },
  employment: { company: { title: company }, position: { title } },
  emailAddresses: [{ emailAddress: { userFormat: EMAIL } }],
  urls: [{ url: { userFormat: `https://www.linkedin.com/in/${url}` } }],
  tags: [{ name: 'who', value: tag }],
};
const enriched = { ...payload, phoneNumbers: [{ phoneNumber: { userFormat: found } }] };
const job = (requestId: string) => ({ requestId, jobType: 'enrichMobile', payload });

/** Submitted, retried, completed, under way, set aside, and done again by operators: then erased. */
async function erasedWorld() {
  const gateway = testGateway();
  await submit(gateway, job('retried'));
  await receiveAnswer(gateway, { id: 'retried', status: 'failed', payload: enriched });
  await sweepAfter(gateway, DAY);
  await submit(gateway, job('done'));
  await receiveAnswer(gateway, { id: 'done', payload: enriched });
  await submit(gateway, job('underway'));
  await receiveResponse(gateway, received(JSON.stringify({ payload: enriched })));
  const requestIds = [id('done'), id('underway')];
  for (const kind of ['replay', 'redeliver'] as const)
    await start(gateway, { kind, selection: { by: 'ids', requestIds }, reason: 'Ticket OPS-311' });
  const asked = { identifiers: [{ kind: 'email', text: EMAIL }], requestIds: [], reason: 'DSR-1' } as const;
  return { gateway, result: await erase(gateway, asked) };
}

describe('a canary person', () => {
  it('is nowhere after the erasure but in the places that the receipt names, with an end', async () => {
    const { gateway, result } = await erasedWorld();
    const { operations } = await gateway.operations.list({ limit: 9 });
    const { entries } = await gateway.audit.list({ filter: {}, limit: 99 });
    expect(operations).toHaveLength(2);
    for (const acts of [operations, entries]) expect(JSON.stringify(acts)).toContain(OPS);
    const kept: Readonly<Partial<Record<PlaceName, unknown>>> = {
      ledger: gateway.store.records(),
      operations,
      audit: [entries, await gateway.holds.list(), gateway.erasures.erasures()],
      'dead-letter-records': gateway.deadLetters.kept().map(({ letter, body }) => [letter, body.toString()]),
      logs: gateway.events,
    };
    expect(JSON.stringify([kept, result])).not.toMatch(TOKENS);
    expect(result.erasure.places.map(({ place }) => place)).toEqual(
      expect.arrayContaining(Object.keys(kept)),
    );
    const topicsWith = new Set(
      gateway.published.sent
        .filter(({ message }) => TOKENS.test(String(message.data)))
        .map(({ topic }) => topic),
    );
    expect([...topicsWith].toSorted()).toEqual([TOPICS.requests, TOPICS.results].toSorted());
    for (const name of ['dead-letters', 'results'])
      expect(result.erasure.places.find(({ place }) => place === name)?.until).not.toBeNull();
    expect(result.erasure.places.map(({ place }) => place)).toContain('modigie');
  });

  it('is in the filter of an operation by its tag alone, of which the receipt says that it stays', async () => {
    const gateway = testGateway();
    await submit(gateway, job('done'));
    await receiveAnswer(gateway, { id: 'done', payload: enriched });
    gateway.clock.time = later(gateway.clock.time, 1);
    const selection = { by: 'filter', filter: { tag: `who=${tag}` } } as const;
    const { operation } = await start(gateway, { kind: 'redeliver', selection });
    expect(operation.done).toBe(1);
    const { erasure } = await erase(gateway, {
      identifiers: [{ kind: 'email', text: EMAIL }],
      requestIds: [],
      reason: 'DSR-1',
    });
    const { operations } = await gateway.operations.list({ limit: 9 });
    expect(JSON.stringify(operations)).toContain(tag);
    const place = erasureView(erasure).places.find(({ place }) => place === 'operations');
    expect(place).toMatchObject({ found: null, erased: null, until: null });
    expect(place?.how).toMatch(/^Nothing: .+ its filter .+ stay/);
  });

  it('does not come back: not with late answers, not with sweeps, not in what is published', async () => {
    const { gateway } = await erasedWorld();
    const before = gateway.published.sent.length;
    for (const id of ['underway', 'retried~2', 'done'])
      await receiveAnswer(gateway, {
        id,
        status: 'completed',
        updateTime: '2026-03-05T00:00:00.000000Z',
        payload: enriched,
      });
    for (let day = 0; day < 40; day += 1) await sweepAfter(gateway, DAY);
    expect(JSON.stringify(gateway.store.records())).not.toMatch(TOKENS);
    const after = gateway.published.sent.slice(before);
    expect(after.some(({ topic }) => topic === TOPICS.requests)).toBe(false);
    expect(
      after.map(({ message }) => `${message.data}${JSON.stringify(message.attributes)}`).join(),
    ).not.toMatch(TOKENS);
    expect(JSON.stringify(gateway.events)).not.toMatch(TOKENS);
  });
});
