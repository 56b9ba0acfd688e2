/** The views of the warehouse, on results as a gateway publishes them, and on odd ones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from './facts-transform.ts';
import { type PublishedResult, publishedResults, SHOWBACK } from './golden-results.ts';
import { type GoogleSql, HOW_TO_GET_ZETASQL, hasZetaSql, startGoogleSql } from './google-sql.ts';
import { TWINS, type Written } from './views-in-typescript.ts';
import { queryOf, templateOf, VIEWS, type View } from './warehouse-sql.ts';

const TAGS = Object.keys(SHOWBACK);

let written: Written;
beforeAll(async () => {
  const published = await publishedResults();
  written = writtenOf([...published, ...oddOnes(published)]);
});

function writtenOf(results: readonly PublishedResult[]): Written {
  const facts = results.map((message) => ({ ...message, ...factsOf(message) }));
  return { facts, results };
}

/** An answer to a caller that gives no sources: what it sent, and behind it what was found. */
const UNSOURCED = {
  requestId: 'unsourced',
  rootId: 'unsourced',
  status: 'reused',
  requestedAt: '2026-05-01T09:00:00.000Z',
  endedAt: '2026-05-01T09:01:00.000Z',
  eventCodes: {
    appendMobile: 'appended',
    appendLinkedIn: 'replaced',
    verifyEmployment: 'unable_to_verify',
  },
  job: {
    payload: {
      employment: {
        company: { verification: { title: 'Tern Logistics' } },
        position: { verification: { title: 'Senior Buyer' } },
      },
      phoneNumbers: ['+12025550143', '+12025550199'].map((number) => ({
        phoneNumber: { userFormat: number, e164Format: number },
        phoneType: 'mobile',
      })),
      urls: ['sent', 'found'].map((user) => ({
        url: { userFormat: `linkedin.com/in/${user}` },
        rels: ['linkedInUser'],
      })),
    },
  },
};

/** Results that no ordinary run has: repeated, late, taken back, purged, unreadable, of another version. */
function oddOnes(published: readonly PublishedResult[]): PublishedResult[] {
  const of = (requestId: string): PublishedResult => {
    const found = published.find(({ attributes }) => attributes['requestId'] === requestId);
    if (!found) throw new Error(`${requestId} has a result.`);
    return found;
  };
  const changed = (
    message: PublishedResult,
    at: string,
    more: Partial<PublishedResult>,
  ): PublishedResult => ({
    ...message,
    messageId: `odd-${at}`,
    publishTime: at,
    ...more,
  });
  const ordinary = of('ordinary-all');
  const { job: _, had: __, showback: ___, ...withoutPerson } = JSON.parse(ordinary.data);
  const silent = of('silent-all');
  const late = {
    ...silent.attributes,
    dedupKey: 'silent-all/completed',
    sequence: '1000001000',
    status: 'completed',
  };
  const untagged = of('untagged');
  const takenBack = {
    ...untagged.attributes,
    dedupKey: 'untagged/discarded',
    sequence: '1000001001',
    status: 'discarded',
  };
  return [
    changed(ordinary, '2026-03-02T00:00:00.000000Z', {}),
    changed(ordinary, '2026-04-02T00:00:00.000000Z', {
      data: JSON.stringify({ ...withoutPerson, purgedAt: '2026-04-01T00:00:00.000Z', had: null, job: null }),
    }),
    // It counts by its sequence, though it came before.
    changed(silent, '2026-03-20T00:00:00.000000Z', {
      attributes: late,
      data: silent.data
        .replace('"unanswered"', '"completed"')
        .replace('"job":null', '"job":{"big":123456789012345678901234567890.5,"payload":{"phoneNumbers":7}}'),
    }),
    changed(untagged, '2026-03-21T00:00:00.000000Z', {
      attributes: takenBack,
      data: JSON.stringify({ ...JSON.parse(untagged.data), status: 'discarded' }),
    }),
    changed(ordinary, '2026-03-22T00:00:00.000000Z', {
      data: 'no JSON at all',
      attributes: {
        ...ordinary.attributes,
        dedupKey: 'odd-1/completed',
        requestId: 'odd-1',
        rootId: 'odd-1',
      },
    }),
    changed(ordinary, '2026-03-24T00:00:00.000000Z', {
      data: JSON.stringify({ ...JSON.parse(ordinary.data), ...UNSOURCED }),
      attributes: {
        ...ordinary.attributes,
        dedupKey: 'unsourced/completed',
        requestId: 'unsourced',
        rootId: 'unsourced',
        status: 'reused',
      },
    }),
    changed(ordinary, '2026-03-23T00:00:00.000000Z', { data: '[]', attributes: {} }),
    changed(ordinary, '2026-03-24T00:00:00.000000Z', { data: '', attributes: {} }),
    changed(ordinary, '2026-03-25T00:00:00.000000Z', {
      attributes: {
        ...ordinary.attributes,
        dedupKey: 'again/reused',
        requestId: 'again',
        rootId: 'again',
        status: 'reused',
        reusedFrom: 'ordinary-all',
      },
      data: JSON.stringify({ ...JSON.parse(ordinary.data), requestId: 'again', status: 'reused' }),
    }),
  ];
}

const twin = (view: View, tags = TAGS) => TWINS[view](written, tags);

describe('a view', () => {
  it('has each result once, the latest that was not purged', () => {
    const rows = twin('results').filter(({ request_id }) => request_id === 'ordinary-all');
    expect(rows).toMatchObject([
      { published_at: '2026-03-02T00:00:00.000000Z', had_email: true, tag_team: 'emea', charged: true },
    ]);
  });

  it('has each lead once, by the result that counts, whichever came last', () => {
    const statuses = Object.fromEntries(twin('leads').map(({ root_id, status }) => [root_id, status]));
    expect(statuses).toMatchObject({
      'silent-all': 'completed',
      'silent-less': 'unanswered',
      'fail-first-1-all': 'completed',
      untagged: 'discarded',
    });
    expect(twin('leads')).toHaveLength(Object.keys(statuses).length);
  });

  it('has each job that is charged by its request ID, and none that was taken back', () => {
    expect(
      twin('charged_jobs')
        .map(({ request_id }) => request_id)
        .toSorted(),
    ).toEqual([
      'fail-first-1-all~2',
      'fail-first-1-less~2',
      'odd-1',
      'ordinary-all',
      'ordinary-less',
      'silent-all',
    ]);
  });

  it('sums charges by month, job type and tags', () => {
    const charges = twin('charges', ['team']).map(
      ({ month, tag_team, charged }) => `${month} ${tag_team} ${charged}`,
    );
    expect(charges.toSorted()).toEqual([
      '2026-03 emea 2',
      '2026-03 null 1',
      '2026-03 other 2',
      '2026-04 emea 1',
    ]);
  });

  it('has rates of those that were tried', () => {
    const rows = twin('quality', []).filter(
      ({ had_email, week }) => had_email === true && week === '2026-02-23',
    );
    expect(rows).toMatchObject([
      { leads: 9, completed: 2, reused: 1, mobiles: 2, mobile_rate: 1, linkedin_rate: 0 },
    ]);
  });

  it('counts how far leads came', () => {
    expect(twin('funnel', []).find(({ day }) => day === '2026-03-01')).toMatchObject({
      leads: 20,
      failed: 4,
      canceled: 4,
      rejected: 2,
      discarded: 3,
      unanswered: 1,
    });
  });

  it('has of persons what was found, of leads that were answered', () => {
    expect(twin('personal').find(({ root_id }) => root_id === 'fail-first-1-all')).toMatchObject({
      mobile: expect.stringMatching(/^\+1\d{10}$/),
      linkedin_url: 'https://www.linkedin.com/in/ingrid-lindqvist',
      company: 'Hollander Freight',
      position: 'Head of Customs',
    });
  });

  it('has of persons what was found, and not what a caller without sources had sent, or is not reliable', () => {
    expect(twin('personal').find(({ root_id }) => root_id === 'unsourced')).toMatchObject({
      mobile: '+12025550199',
      linkedin_url: 'linkedin.com/in/found',
      verify_employment: 'unable_to_verify',
      company: null,
      position: null,
    });
  });
});

describe('a view that is for everybody', () => {
  it.each(VIEWS.filter((view) => view !== 'personal'))('reads no raw results: %s', (view) => {
    expect(queryOf(view, TAGS)).not.toContain('results_raw');
    expect(templateOf(view)).toMatch(/\$\{(?:facts_raw|results|leads|charged_jobs)\}/);
  });
});

if (!hasZetaSql()) process.stderr.write(`${HOW_TO_GET_ZETASQL}; without it that is skipped.\n`);

describe.skipIf(!hasZetaSql())('the SQL of a view', () => {
  let sql: GoogleSql;
  beforeAll(async () => {
    sql = await startGoogleSql();
  });
  afterAll(() => sql?.stop());

  const COLUMNS = {
    subscription_name: 'STRING',
    message_id: 'STRING',
    publish_time: 'TIMESTAMP',
    data: 'STRING',
    attributes: 'STRING',
  } as const;
  const tableOf = (name: string, messages: readonly PublishedResult[]) => ({
    name,
    columns: COLUMNS,
    rows: messages.map(({ messageId, publishTime, data, attributes }) => ({
      subscription_name: `projects/p/subscriptions/${name}`,
      message_id: messageId,
      publish_time: publishTime,
      data,
      attributes: JSON.stringify(attributes),
    })),
  });
  const run = (view: View, tags: readonly string[]) =>
    sql.run(queryOf(view, tags), [
      tableOf('facts_raw', written.facts),
      tableOf('results_raw', written.results),
    ]);

  it.each(VIEWS)('says what its twin says: %s', async (view) => {
    for (const tags of [TAGS, []]) {
      const rows = await run(view, tags);
      expect(rows.length).toBeGreaterThan(0);
      expect(sorted(rows)).toEqual(sorted(twin(view, [...tags])));
    }
  });

  it('is refused where it is wrong: the analyser is a judge', async () => {
    const tables = [tableOf('facts_raw', [])];
    await expect(sql.run('SELECT no_such_column FROM `facts_raw`', tables)).rejects.toThrow(
      /Unrecognized name/,
    );
    await expect(sql.run('SELECT data + 1 FROM `facts_raw`', tables)).rejects.toThrow(
      /No matching signature/,
    );
  });
});

/** No view has an order of its own; sums of fractions differ by how they are added up. */
function sorted(rows: readonly object[]): unknown[] {
  return rows
    .map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .map(
            ([name, value]) => [name, typeof value === 'number' ? Number(value.toFixed(6)) : value] as const,
          )
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    )
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
