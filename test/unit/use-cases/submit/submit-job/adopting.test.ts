import { describe, expect, it } from 'vitest';
import { type AnswerFields, PAYLOAD, TOPICS, testGateway } from '../../../../fixtures.ts';
import { logged, receiveAnswer, recordOf, submit } from '../../actions.ts';

const NO_ROOM = { name: 'none', per: 'day', limit: 0 } as const;

describe('a submission whose ID only an answer of Modigie is known for', () => {
  const answeredBefore = async (fields: AnswerFields, more?: Parameters<typeof testGateway>[0]) => {
    const gateway = testGateway(more);
    await receiveAnswer(gateway, fields);
    expect(await recordOf(gateway)).toMatchObject({ origin: 'external' });
    return gateway;
  };

  it('is accepted, and sent: Modigie answers the identical request again', async () => {
    const gateway = await answeredBefore({ status: 'processing', payload: PAYLOAD });
    expect(await submit(gateway)).toMatchObject({ kind: 'accepted', record: { status: 'processing' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(gateway)).toMatchObject({ origin: 'gateway', publish: { count: 1 } });
    expect(logged(gateway)).toContain('job.adopted');
  });

  it('and that is done already is delivered, and never sent', async () => {
    const gateway = await answeredBefore({ status: 'completed', payload: PAYLOAD });
    expect(await submit(gateway)).toMatchObject({ kind: 'accepted', record: { status: 'completed' } });
    expect(gateway.published.requestIds()).toEqual([]);
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });

  it('and is another one is accepted, sent and discarded', async () => {
    const gateway = await answeredBefore({ status: 'processing', payload: { person: { firstName: 'Bob' } } });
    expect(await submit(gateway)).toMatchObject({ kind: 'accepted', record: { status: 'published' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });

  it('is accepted twice at once as one', async () => {
    const gateway = await answeredBefore({ status: 'processing', payload: PAYLOAD });
    const kinds = (await Promise.all([submit(gateway), submit(gateway)])).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['accepted', 'replayed']);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });

  it('is accepted whatever the budgets say: Modigie has it, and it costs', async () => {
    const gateway = await answeredBefore({ status: 'processing', payload: PAYLOAD }, { budgets: [NO_ROOM] });
    expect(await submit(gateway)).toMatchObject({
      kind: 'accepted',
      record: { status: 'processing', account: { reservedOn: '2026-03-01' } },
    });
  });

  it('and is another one is over budget as any other', async () => {
    const another = { status: 'processing', payload: { person: { firstName: 'Bob' } } };
    const gateway = await answeredBefore(another, { budgets: [NO_ROOM] });
    expect(await submit(gateway)).toMatchObject({ kind: 'over-budget' });
    expect(gateway.published.sent).toEqual([]);
  });
});
