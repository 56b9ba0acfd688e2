/** A person whose every field is a token: after the erasure, tokens are where the receipt says so alone. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receiveResponse } from '../../../../../shared/use-cases/receive/receive-response.ts';
import { DAY, received, TOPICS, testGateway } from '../../../../fixtures.ts';
import { receiveAnswer, submit, sweepAfter } from '../../actions.ts';
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

/** Submitted, retried, completed, under way, and set aside: then erased. */
async function erasedWorld() {
  const gateway = testGateway();
  await submit(gateway, job('retried'));
  await receiveAnswer(gateway, { id: 'retried', status: 'failed', payload: enriched });
  await sweepAfter(gateway, DAY);
  await submit(gateway, job('done'));
  await receiveAnswer(gateway, { id: 'done', payload: enriched });
  await submit(gateway, job('underway'));
  await receiveResponse(gateway, received(JSON.stringify({ payload: enriched })));
  const asked = { identifiers: [{ kind: 'email', text: EMAIL }], requestIds: [], reason: 'DSR-1' } as const;
  return { gateway, result: await erase(gateway, asked) };
}

describe('a canary person', () => {
  it('is nowhere after the erasure but in the places that the receipt names, with an end', async () => {
    const { gateway, result } = await erasedWorld();
    const kept = [
      gateway.store.records(),
      gateway.deadLetters.kept().map(({ letter, body }) => [letter, body.toString()]),
      gateway.erasures.erasures(),
      (await gateway.audit.list({ filter: {}, limit: 99 })).entries,
      gateway.events,
      result,
    ];
    expect(JSON.stringify(kept)).not.toMatch(TOKENS);
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
