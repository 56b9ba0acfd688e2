import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embedded } from '../../../../../cli/enrich/embedded-target.ts';
import {
  type ForecastListOptions,
  forecastList,
  withoutValues,
} from '../../../../../cli/enrich/forecast/forecast-list.ts';
import { leadsOf } from '../../../../../cli/enrich/leads.ts';
import { mergeDuplicates } from '../../../../../cli/enrich/merge-duplicates.ts';
import type { Target } from '../../../../../cli/enrich/target.ts';
import { columnsOf } from '../../../../../cli/lists/columns.ts';
import type { Row } from '../../../../../cli/lists/open-list.ts';
import type { Submission } from '../../../../../client/index.ts';
import { GatewayError } from '../../../../../client/index.ts';

const HEADER = ['id', 'firstName', 'lastName', 'company', 'tags'];

let target: Target;
beforeEach(() => {
  target = embedded(false);
});
afterEach(() => target.stop());

const row = (line: number, id = `${line}`, more: Partial<Record<number, string>> = {}): Row => ({
  line,
  lastLine: line,
  bytes: 0,
  cells: [id, 'Ann', 'Lee', 'Acme', ''].map((cell, i) => more[i] ?? cell),
});

function forecast(rows: Iterable<Row>, more: Partial<ForecastListOptions> = {}) {
  async function* source() {
    yield* rows;
  }
  const list = { header: HEADER, columns: columnsOf(HEADER), rows: source() };
  const { signal } = new AbortController();
  return forecastList(leadsOf(list, 'enrichMobile'), { client: target.client, signal, ...more });
}

/** A gateway whose calls are noted. */
function noting() {
  const calls: (readonly Submission[])[] = [];
  const { jobs } = target.client;
  const noted = {
    forecast: async (submissions: Iterable<Submission>) => {
      calls.push([...submissions]);
      return jobs.forecast(calls.at(-1) ?? []);
    },
  };
  return { calls, client: { jobs: noted } as unknown as ForecastListOptions['client'] };
}

describe('the forecast of a list', () => {
  it('tells rows that are new, the same, of other values, and not valid', async () => {
    const told = await forecast([
      row(2, 'a'),
      row(3, 'a'),
      row(4, 'a', { 1: 'Bob' }),
      row(5, 'b', { 4: 'x' }),
      row(6, 'c', { 1: '' }),
      row(7, 'a'),
    ]);
    expect(told.json()).toMatchObject({
      rows: 6,
      byWould: { new: 1, 'duplicate-in-list': 2, 'reused-id': 1, invalid: 2 },
      duplicates: [
        { line: 3, of: 2 },
        { line: 7, of: 2 },
      ],
      problems: [
        { line: 4, pointer: '/requestId' },
        { line: 5, pointer: null, reason: expect.stringMatching(/^tags must/) },
        { line: 6, pointer: '/payload/person/firstName' },
      ],
    });
  });

  it('has rows about one person once, where they are merged', async () => {
    const header = [...HEADER, 'email'];
    const rows = [2, 3, 4].map((line) => ({ ...row(line), cells: [...row(line).cells, 'ann@acme.example'] }));
    async function* source() {
      yield* rows;
    }
    const leads = leadsOf({ header, columns: columnsOf(header), rows: source() }, 'enrichMobile');
    const { signal } = new AbortController();
    const told = await forecastList(mergeDuplicates(leads), { client: target.client, signal });
    expect(told.json()).toMatchObject({
      byWould: { new: 1, 'duplicate-in-list': 2 },
      leads: 1,
      duplicates: [
        { line: 3, of: 2 },
        { line: 4, of: 2 },
      ],
      problems: [],
    });
  });

  it('finds leads that were sent before, and sends none', async () => {
    const { client } = target;
    await client.jobs.submit({
      requestId: 'a_enrichMobile_1',
      jobType: 'enrichMobile',
      payload: {
        person: {
          firstName: 'Ann',
          lastName: 'Lee',
          source: { objectSystem: 'csv', objectId: 'a', propertyName: 'firstName,lastName' },
        },
        employment: {
          company: {
            title: 'Acme',
            source: { objectSystem: 'csv', objectId: 'a', propertyName: 'company' },
          },
        },
      },
    });
    const told = await forecast([row(2, 'a'), row(3, 'b')]);
    expect(told.json()).toMatchObject({ byWould: { known: 1, new: 1 } });
    expect(await client.jobs.getMany(['b_enrichMobile_1'])).toEqual([null]);
  });

  it('is asked for in parts of 500, a few at once, each row once', async () => {
    const { calls, client } = noting();
    const rows = Array.from({ length: 3_210 }, (_, i) => row(i + 2, `${i % 3_000}`));
    const told = await forecast(rows, { client });
    expect(calls.map(({ length }) => length)).toEqual([500, 500, 500, 500, 500, 500]);
    expect(told.json()).toMatchObject({ rows: 3_210, byWould: { new: 3_000, 'duplicate-in-list': 210 } });
  });

  it('asks about no row that is larger than a submission may be', async () => {
    const { calls, client } = noting();
    const told = await forecast([row(2, 'a', { 3: 'x'.repeat(110_000) })], { client });
    expect(calls).toEqual([]);
    expect(told.json()).toMatchObject({ byWould: { 'too-large': 1 }, problems: [{ line: 2 }] });
  });

  it('of a sample asks about so many, and is scaled up', async () => {
    const { calls, client } = noting();
    const rows = Array.from({ length: 1_000 }, (_, i) => row(i + 2, `${i}`));
    const told = await forecast([...rows, row(2_000, '7')], { client, sample: 40 });
    expect(calls.map(({ length }) => length)).toEqual([40]);
    expect(told.json()).toMatchObject({
      rows: 1_001,
      sample: { rows: 40, of: 1_000 },
      byWould: { new: 1_000, 'duplicate-in-list': 1 },
    });
    const whole = await forecast(rows.slice(0, 3), { client, sample: 40 });
    expect(whole.json()).toMatchObject({ sample: null, byWould: { new: 3 } });
  });

  it('fails as its gateway does, and as its list does', async () => {
    const refused = new GatewayError({ status: 401, type: 'unauthenticated', title: 'No', detail: 'Ended.' });
    const client = { jobs: { forecast: async () => Promise.reject(refused) } } as never;
    const rows = Array.from({ length: 4_000 }, (_, i) => row(i + 2));
    await expect(forecast(rows, { client })).rejects.toBe(refused);
    function* broken() {
      yield row(2);
      throw new Error('gone');
    }
    await expect(forecast(broken())).rejects.toThrow('gone');
  });

  it('ends when it is interrupted', async () => {
    const interrupt = new AbortController();
    interrupt.abort();
    await expect(forecast([row(2)], { signal: interrupt.signal })).rejects.toThrow();
  });
});

it('no value of a row stands in its reason', async () => {
  const beyond = { ...row(2), cells: [...row(2).cells, 'Secret, Ltd. Inc', 'more'] };
  const { problems } = (await forecast([beyond])).json();
  expect(problems).toMatchObject([{ line: 2, reason: expect.stringMatching(/^has 7 fields/) }]);
  expect(JSON.stringify(problems)).not.toMatch(/Secret|more"/);
  expect(withoutValues('tags must be name=value')).toBe('tags must be name=value');
});
