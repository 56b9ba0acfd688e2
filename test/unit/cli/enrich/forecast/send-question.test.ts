import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListForecast } from '../../../../../cli/enrich/forecast/list-forecast.ts';
import { isConfirmed, requireAsk } from '../../../../../cli/enrich/forecast/send-question.ts';
import { forecastOf, item, rowsFrom } from './forecasts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confirmed-'));
  await writeFile(join(folder, 'list.csv'), 'id\n');
});
afterAll(() => rm(folder, { recursive: true }));

const yes = async () => true;

describe('a person who can be asked', () => {
  it('is needed, or --yes', async () => {
    await expect(requireAsk({ path: 'list.csv', ask: undefined })).rejects.toThrow(
      'Nothing was sent: the leads may be charged, and there is no terminal to ask at. --yes sends them without ' +
        'asking, --dry-run tells what they would cost.',
    );
  });

  it('is told what a file would cost, and nothing of a pipe, which has --yes alone', async () => {
    expect(await requireAsk({ path: join(folder, 'list.csv'), ask: yes })).toBe(yes);
    for (const path of ['-', '/dev/null'])
      await expect(requireAsk({ path, ask: yes })).rejects.toThrow(/can be read only once.*--yes sends them/);
  });

  it('hears of a file that is not there, or a folder, as ever', async () => {
    expect(await requireAsk({ path: join(folder, 'none.csv'), ask: yes })).toBe(yes);
    expect(await requireAsk({ path: folder, ask: yes })).toBe(yes);
  });
});

describe('the question', () => {
  function asking(answer = true) {
    const told: string[] = [];
    const ask = async (question: string) => {
      told.push(question);
      return answer;
    };
    return { told, ask, tell: (text: string) => void told.push(text) };
  }
  const withLeads = (count: number) => {
    const forecast = new ListForecast();
    forecast.rows = count;
    forecast.add(rowsFrom(2, count), forecastOf(Array.from({ length: count }, () => item())));
    return forecast;
  };

  it('comes after the forecast in short, and the answer counts', async () => {
    const { told, ...asks } = asking();
    expect(await isConfirmed(withLeads(2), { ...asks, retry: false })).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^2 rows: 2 new\nExpected/), 'Send 2 leads? [y/N] ']);
    expect(await isConfirmed(withLeads(2), { ...asking(false), retry: false })).toBe(false);
  });

  it('is not asked where nothing would be charged', async () => {
    const { told, ...asks } = asking(false);
    expect(await isConfirmed(withLeads(0), { ...asks, retry: false })).toBe(true);
    expect(told).toHaveLength(1);
  });

  it('names what is sent again', async () => {
    const { told, ...asks } = asking();
    await isConfirmed(withLeads(1), { ...asks, retry: true });
    expect(told[1]).toBe('Send 1 lead, and again those that ended without a result? [y/N] ');
  });
});
