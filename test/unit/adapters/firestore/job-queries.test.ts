import { type CollectionReference, Firestore, type Query } from '@google-cloud/firestore';
import { afterAll, describe, expect, it } from 'vitest';
import { CHANGE_SHARDS, type JobDocument } from '../../../../shared/adapters/documents/document.ts';
import { documentName } from '../../../../shared/adapters/firestore/document-name.ts';
import { JobQueries } from '../../../../shared/adapters/firestore/job-queries.ts';
import type { JobFilter } from '../../../../shared/jobs/filter-grammar.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { id, START } from '../../../fixtures.ts';

const firestore = new Firestore({ projectId: 'queries' });
const jobs = firestore.collection('repositories/r/jobs') as CollectionReference<JobDocument>;
const queries = new JobQueries(jobs);
afterAll(() => firestore.terminate());

const SHARDS = Array.from({ length: CHANGE_SHARDS }, (_, shard) => shard);
const AFTER = { requestId: id('lead-1'), changedAt: START };

/** One query beside another: the SDK compares conditions, order and cursor. */
const same = (a: Query | undefined, b: Query) => a?.isEqual(b) ?? false;
const newest = (filter: JobFilter, after?: typeof AFTER) => {
  const [first, ...others] = queries.list({ filter, order: 'newest', limit: 10, after });
  return { first, others };
};

describe('the queries of a list', () => {
  it('of the newest ask each shard once, by its latest change, the latest first', () => {
    const { first, others } = newest({});
    for (const [shard, query] of [first, ...others].entries())
      expect(
        same(
          query,
          jobs.where('changed.shard', '==', shard).orderBy('changed.at', 'desc').orderBy('__name__', 'desc'),
        ),
      ).toBe(true);
    expect(others).toHaveLength(CHANGE_SHARDS - 1);
  });

  it('of the newest go on behind a place in each shard', () => {
    const [behind] = queries.list({ filter: {}, order: 'newest', limit: 10, after: AFTER });
    const { first } = newest({});
    expect(first && same(behind, first.startAfter(START, documentName(id('lead-1'))))).toBe(true);
  });

  it('by name are one, which goes on behind a name', () => {
    const [query, ...more] = queries.list({ filter: { status: ['failed'] }, limit: 10, after: AFTER });
    const ordered = jobs.where('status', '==', 'failed').orderBy('__name__');
    expect(same(query, ordered.startAfter(documentName(id('lead-1'))))).toBe(true);
    expect(more).toEqual([]);
  });

  it('have several values of a field as alternatives, and conditions of several fields together', () => {
    const until = later(START, 1);
    const { first } = newest({ status: ['failed', 'canceled'], tag: 't=1', since: START, until });
    const expected = jobs
      .where('changed.shard', '==', 0)
      .where('status', 'in', ['failed', 'canceled'])
      .where('tags', 'array-contains', 't=1')
      .where('changed.at', '>=', START)
      .where('changed.at', '<', until)
      .orderBy('changed.at', 'desc')
      .orderBy('__name__', 'desc');
    expect(same(first, expected)).toBe(true);
  });
});

describe('the queries of a count', () => {
  it('are one without times', () => {
    const [query, ...more] = queries.counts({ status: ['failed'], jobType: ['a', 'b'] });
    expect(same(query, jobs.where('status', '==', 'failed').where('jobType', 'in', ['a', 'b']))).toBe(true);
    expect(more).toEqual([]);
  });

  it.each([
    [1, 1],
    [2, 2],
    [7, 4],
    [20, 16],
  ])('with times and %i job types are %i, which have each shard once', (types, count) => {
    const jobType = Array.from({ length: types }, (_, i) => `t${i}`);
    const asked = queries.counts({ jobType, since: START });
    expect(asked).toHaveLength(count);
    const atOnce = Math.floor(30 / types);
    const typed = jobs.where('jobType', types === 1 ? '==' : 'in', types === 1 ? 't0' : jobType);
    for (const [i, query] of asked.entries()) {
      const shards = SHARDS.slice(i * atOnce, (i + 1) * atOnce);
      const expected = typed.where('changed.at', '>=', START).where('changed.shard', 'in', shards);
      expect(same(query, expected.orderBy('changed.at', 'desc'))).toBe(true);
    }
  });
});
