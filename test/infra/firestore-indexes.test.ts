/** Firestore has an index for each query of the ledger, and no other: the emulator would not tell. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionReference, Firestore } from '@google-cloud/firestore';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { toAuditDocument } from '../../shared/adapters/documents/audit-document.ts';
import { type JobDocument, toDocument } from '../../shared/adapters/documents/document.ts';
import { toErasureDocument } from '../../shared/adapters/documents/erasure-document.ts';
import { toHoldDocument } from '../../shared/adapters/documents/hold-document.ts';
import { toOperationDocument } from '../../shared/adapters/documents/operation-document.ts';
import { partsOfBody, toLetterFields } from '../../shared/adapters/firestore/dead-letter-parts.ts';
import { JobQueries } from '../../shared/adapters/firestore/job-queries.ts';
import { actOf, intentOf } from '../../shared/jobs/audit-entry.ts';
import { deadLetterOf } from '../../shared/jobs/dead-letters/dead-letter-record.ts';
import { preparedErasure } from '../../shared/jobs/erasures/erasure.ts';
import type { JobFilter } from '../../shared/jobs/filter-grammar.ts';
import { later } from '../../shared/jobs/instant.ts';
import { matchesNothing } from '../../shared/jobs/job-filter.ts';
import { LIST_ORDERS, type ListPlace } from '../../shared/jobs/list-order.ts';
import type { CountKey } from '../../shared/jobs/money/counted-as.ts';
import type { PersonKey } from '../../shared/jobs/persons/person-keys.ts';
import { id, messageIdOf, publishedRecord, received, START } from '../fixtures.ts';
import { operation } from '../unit/jobs/operations/samples.ts';
import { HOLD } from '../unit/jobs/samples.ts';
import { type Indexes, indexesFor } from './served-queries.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const json = (...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));
const all: Indexes = json('infra', 'firestore.indexes.json');
const indexes: Indexes = {
  indexes: all.indexes.filter(({ collectionGroup }) => collectionGroup === 'jobs'),
  fieldOverrides: all.fieldOverrides.filter(({ collectionGroup }) => collectionGroup === 'jobs'),
};
const document = toDocument(publishedRecord(), 'write-1');

const firestore = new Firestore({ projectId: 'indexes' });
const jobs = firestore.collection('repositories/r/jobs') as CollectionReference<JobDocument>;
const queries = new JobQueries(jobs);
afterAll(() => firestore.terminate());

const AFTER: ListPlace = { requestId: id('a'), changedAt: START };
const FILTER: Required<JobFilter> = {
  status: ['a', 'b'],
  jobType: ['c', 'd'],
  team: 'team=emea',
  tag: 't=1',
  reason: ['r'],
  cause: ['failed/r', 'canceled/r'],
  held: 'c',
  since: START,
  until: later(START, 1),
};

/** Filters of every combination of conditions, with one value and with several, and with long tags. */
function everyFilter(): JobFilter[] {
  const fields = Object.keys(FILTER) as (keyof JobFilter)[];
  return Array.from({ length: 2 ** fields.length }, (_, bits) =>
    Object.fromEntries(fields.filter((_field, i) => bits & (1 << i)).map((field) => [field, FILTER[field]])),
  ).flatMap((filter: JobFilter) => [
    filter,
    ...(filter.status ? [{ ...filter, status: ['a'] }] : []),
    ...(filter.tag ? [{ ...filter, tag: `t=${'x'.repeat(2_000)}` }] : []),
  ]);
}

const everyQuery = [
  queries.due({ shard: 1, now: START, limit: 10 }),
  queries.byMessageId(messageIdOf('1')),
  queries.timers({ purpose: 'silence' }),
  queries.timers({ purpose: 'silence', dueBy: START }),
  queries.oldestDue(START),
  ...queries.countedAs(['uses|2026-03-01|*|*' as CountKey]),
  queries.byCountKey({ key: 'charged|2026-03-01|*|*' as CountKey, limit: 10 }),
  queries.byCountKey({ key: 'charged|2026-03-01|*|*' as CountKey, after: id('a'), limit: 10 }),
  queries.byPerson({ keys: ['1:a' as PersonKey, '1:b' as PersonKey], limit: 10 }),
  queries.byPerson({ keys: ['1:a' as PersonKey], after: id('a'), limit: 10 }),
  ...everyFilter().flatMap((filter) => [
    ...LIST_ORDERS.flatMap((order) => [
      ...queries.list({ filter, order, limit: 10 }),
      ...queries.list({ filter, order, limit: 10, after: AFTER }),
    ]),
    ...queries.counts({ ...filter, reason: undefined, cause: undefined, held: undefined } as object),
  ]),
  ...queries.counts({ held: 'c' }),
];

describe('the indexes of Firestore', () => {
  it('serve every query of the ledger, and none is there that no query uses', () => {
    const used = new Set(everyQuery.flatMap((query) => indexesFor(query, indexes)));
    const composites = indexes.indexes.map(({ fields }) => fields.map(({ fieldPath }) => fieldPath).join());
    expect([...used].filter((name) => name.includes(',')).toSorted()).toEqual(composites.toSorted());
    const exempt = indexes.fieldOverrides.map(({ fieldPath }) => fieldPath);
    const single = [...used].filter((name) => !name.includes(','));
    expect([...exempt, ...single].toSorted()).toEqual(Object.keys(document).toSorted());
  });

  it('have no field that rises but behind its shard', () => {
    for (const { fields } of indexes.indexes) {
      const [shard, at] = fields.slice(-2).map(({ fieldPath }) => fieldPath);
      expect([shard, at]).toEqual([at?.replace('.at', '.shard'), shard?.replace('.shard', '.at')]);
    }
    for (const { indexes: own } of indexes.fieldOverrides) expect(own).toEqual([]);
  });

  it('are those of the emulators, too', () => {
    expect(json('firebase.json').firestore).toEqual({
      rules: 'firestore.rules',
      indexes: 'infra/firestore.indexes.json',
    });
  });

  it('are of the collections that the code writes to', () => {
    const groups = [...all.indexes, ...all.fieldOverrides].map(({ collectionGroup }) => collectionGroup);
    const adapters = {
      jobs: 'job-store',
      audit: 'audit-log',
      operations: 'operation-store',
      holds: 'holds',
      deadLetters: 'dead-letters',
      erasures: 'erasure-ledger',
    };
    expect(new Set(groups)).toEqual(new Set([...Object.keys(adapters), 'deadLetterParts']));
    for (const [name, adapter] of Object.entries(adapters)) {
      const source = readFileSync(join(ROOT, `shared/adapters/firestore/${adapter}.ts`), 'utf8');
      expect(source).toMatch(new RegExp(`repository.*\\.collection\\('${name}'\\)`));
    }
  });
});

describe('the indexes of the audit', () => {
  const ofAudit = ({ collectionGroup }: { readonly collectionGroup: string }) => collectionGroup === 'audit';

  it('serve its one query', () => {
    expect(all.indexes.filter(ofAudit)).toEqual([
      {
        collectionGroup: 'audit',
        queryScope: 'COLLECTION',
        fields: [
          { fieldPath: 'selections', arrayConfig: 'CONTAINS' },
          { fieldPath: 'shard', order: 'ASCENDING' },
          { fieldPath: 'id', order: 'DESCENDING' },
        ],
      },
    ]);
    const source = readFileSync(join(ROOT, 'shared/adapters/firestore/audit-log.ts'), 'utf8');
    const asked = [...source.matchAll(/(?:where|orderBy)\('([^']+)'/g)].map((match) => match[1]);
    expect([...new Set(asked)].toSorted()).toEqual(['id', 'selections', 'shard']);
  });

  it('are of no field by itself: times rise', () => {
    const act = actOf({ actor: null, action: 'retry', target: id('lead-1'), reason: null }, 1);
    const entry = toAuditDocument(intentOf(act, START));
    const exempt = all.fieldOverrides.filter(ofAudit).map(({ fieldPath }) => fieldPath);
    expect(exempt.toSorted()).toEqual(Object.keys(entry).toSorted());
  });
});

describe('the holds', () => {
  it('have no index of any field: all are read together', () => {
    const exempt = all.fieldOverrides.filter(({ collectionGroup }) => collectionGroup === 'holds');
    expect(exempt.map(({ fieldPath }) => fieldPath).toSorted()).toEqual(
      Object.keys(toHoldDocument(HOLD)).toSorted(),
    );
    const source = readFileSync(join(ROOT, 'shared/adapters/firestore/holds.ts'), 'utf8');
    expect(source).not.toMatch(/\.(?:where|orderBy)\(/);
  });
});

describe('the indexes of operations', () => {
  const ofOperations = ({ collectionGroup }: { readonly collectionGroup: string }) =>
    collectionGroup === 'operations';

  it('serve the list of the newest; the open ones are few, and found by themselves', () => {
    expect(all.indexes.filter(ofOperations)).toEqual([
      {
        collectionGroup: 'operations',
        queryScope: 'COLLECTION',
        fields: [
          { fieldPath: 'shard', order: 'ASCENDING' },
          { fieldPath: 'place', order: 'DESCENDING' },
        ],
      },
    ]);
    const source = readFileSync(join(ROOT, 'shared/adapters/firestore/operation-store.ts'), 'utf8');
    const asked = [...source.matchAll(/(?:where|orderBy)\('([^']+)'/g)].map((match) => match[1]);
    expect([...new Set(asked)].toSorted()).toEqual(['open', 'place', 'shard']);
    const fields = Object.keys(toOperationDocument(operation()));
    const exempt = all.fieldOverrides.filter(ofOperations).map(({ fieldPath }) => fieldPath);
    expect([...exempt, 'open'].toSorted()).toEqual(fields.toSorted());
  });
});

describe('the indexes of dead letters', () => {
  const of = (group: string) => ({
    indexes: all.indexes.filter(({ collectionGroup }) => collectionGroup === group),
    fieldOverrides: all.fieldOverrides.filter(({ collectionGroup }) => collectionGroup === group),
  });
  const { letter, body } = { letter: setAside(), body: Buffer.from('x') };

  it('serve its queries: the list behind shards, and the count by a field that does not rise', () => {
    const { indexes: composites, fieldOverrides } = of('deadLetters');
    expect(composites.map(({ fields }) => fields)).toEqual([
      [
        { fieldPath: 'selections', arrayConfig: 'CONTAINS' },
        { fieldPath: 'shard', order: 'ASCENDING' },
        { fieldPath: 'place', order: 'DESCENDING' },
      ],
    ]);
    const source = readFileSync(join(ROOT, 'shared/adapters/firestore/dead-letters.ts'), 'utf8');
    const asked = [...source.matchAll(/(?:where|orderBy)\('([^']+)'/g)].map((match) => match[1]);
    expect([...new Set(asked)].toSorted()).toEqual(['place', 'selections', 'shard', 'state', 'subjects']);
    const written = [...Object.keys(toLetterFields(letter, 'write-1')), 'body', 'subjects'];
    const exempt = fieldOverrides.map(({ fieldPath }) => fieldPath);
    expect([...exempt, 'state', 'subjects'].toSorted()).toEqual(written.toSorted());
  });

  it('are of no field of the parts, and both expire by themselves', () => {
    const [part] = partsOfBody(body, letter);
    const exempt = of('deadLetterParts').fieldOverrides.map(({ fieldPath }) => fieldPath);
    expect(exempt.toSorted()).toEqual(Object.keys(part ?? {}).toSorted());
    const expiring = all.fieldOverrides.filter(({ ttl }) => ttl);
    expect(expiring.map(({ collectionGroup, fieldPath }) => `${collectionGroup}/${fieldPath}`)).toEqual([
      'deadLetters/expireAt',
      'deadLetterParts/expireAt',
    ]);
  });

  function setAside() {
    return deadLetterOf(received('x'), { source: 'intake-jobs', reason: 'invalid' }, START);
  }
});

describe('the indexes of erasures', () => {
  const ofErasures = ({ collectionGroup }: { readonly collectionGroup: string }) =>
    collectionGroup === 'erasures';

  it('are of whether one is unfinished, and of nothing else: times rise', () => {
    expect(all.indexes.filter(ofErasures)).toEqual([]);
    const source = readFileSync(join(ROOT, 'shared/adapters/firestore/erasure-ledger.ts'), 'utf8');
    const asked = [...source.matchAll(/(?:where|orderBy)\('([^']+)'/g)].map((match) => match[1]);
    const asker = { personKeys: [], rootIds: [], reason: '', actor: null };
    const fields = Object.keys(toErasureDocument(preparedErasure(asker, START)));
    const exempt = all.fieldOverrides.filter(ofErasures).map(({ fieldPath }) => fieldPath);
    expect([...exempt, ...new Set(asked)].toSorted()).toEqual(fields.toSorted());
  });
});

describe('the judge of queries', () => {
  it('finds a query that no index serves', () => {
    const [newest] = queries.list({ filter: {}, order: 'newest', limit: 1 });
    for (const unserved of [
      jobs.where('payload', '==', 'x'),
      jobs.where('changed.at', '>=', START),
      jobs.where('wake.shard', '==', 1).orderBy('wake.at', 'desc'),
      jobs
        .where('changed.shard', '==', 1)
        .where('messageKeys', 'array-contains', 'x')
        .orderBy('changed.at', 'desc'),
      jobs.where('changed.shard', '==', 1).orderBy('changed.at'),
      jobs.where('status', 'in', Array.from({ length: 31 }, String)),
    ])
      expect(() => indexesFor(unserved, indexes)).toThrow(/no index|alternatives/);
    const without = { ...indexes, indexes: [] };
    expect(() => newest && indexesFor(newest, without)).toThrow('no index');
  });

  it('takes queries of any filter that a person may write', () => {
    const values = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 });
    const filters = fc.record(
      { status: values, jobType: values, reason: values, cause: values, tag: fc.string() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, fc.constantFrom(...LIST_ORDERS), (filter, order) => {
        if (matchesNothing(filter as JobFilter)) return;
        for (const query of queries.list({ filter: filter as JobFilter, order, limit: 1 }))
          indexesFor(query, indexes);
      }),
    );
  });
});
