import { describe, expect, it } from 'vitest';
import { exampleList, readList, resultsOf } from '../../../../../console/screens/list/read-list.ts';
import { json, text } from '../../../../../shared/http/http.ts';
import { pageCalls } from '../../page-calls.ts';

describe('a list that is dropped', () => {
  it('is read by the server beside the API, for its job type, and comes back with its results', async () => {
    const asked: string[] = [];
    const calls = pageCalls(async ({ method, target, body }) => {
      asked.push(`${method} ${target} ${body}`);
      const answer = { jobType: 'verify Mobile', leads: [], rejects: [], notes: [] };
      return target.includes('lists:read')
        ? json(200, answer)
        : text(200, { contentType: 'text/csv', body: 'id,status\n' });
    });
    const chosen = await readList(calls, new File(['id\n1\n'], 'leads.csv'), 'verify Mobile');
    const results = await resultsOf(calls, chosen);
    expect(asked).toEqual([
      'POST /console/lists:read?jobType=verify+Mobile id\n1\n',
      'POST /console/lists:results?jobType=verify+Mobile id\n1\n',
    ]);
    expect(await results.text()).toBe('id,status\n');
  });

  it('is refused in the words of the server', async () => {
    const calls = pageCalls(async () => json(422, { title: 'No list', detail: 'It is an Excel workbook.' }));
    await expect(readList(calls, new File(['PK'], 'a.xlsx'), 't')).rejects.toThrow(
      'It is an Excel workbook.',
    );
  });

  it('may be the example', async () => {
    const calls = pageCalls(async ({ method, target }) =>
      text(200, { contentType: 'text/csv', body: `${method} ${target}` }),
    );
    const file = await exampleList(calls);
    expect([file.name, await file.text()]).toEqual(['leads.csv', 'GET /console/lists:example']);
  });
});
