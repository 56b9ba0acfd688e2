/** Lists that are sent in several rounds: retried, corrected, or together with the results of before. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { serve } from '../../local/serve.ts';
import { functionFor } from '../../local/stacks/api-handler.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import type { ServingFunction } from '../../shared/api/call.ts';
import { text as textResponse } from '../../shared/http/http.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { commandLine } from './command-line.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const HEADER = 'id,firstName,lastName,company,tags';

const { run, start, file, text, rows, folder } = commandLine();

let gateway: ServedGateway;
beforeAll(async () => {
  gateway = await serveEmbeddedGateway();
});
afterAll(() => gateway.stop());

const enrich = (...args: string[]) => run('enrich', ...args, '--yes', '--gateway', gateway.url);
const endingsOf = async (name: string) =>
  (await rows(name)).map(({ id, status, attempts }) => `${id} ${status} ${attempts}`);

describe('a list that is sent again', () => {
  it('requests nothing twice, and tells what was charged before', async () => {
    await file('again.csv', `${HEADER}\na-1,Ann,Lee,Acme,\na-1,Ann,Lee,Acme,\n`);
    const first = await enrich('again.csv');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('Charged now: 1\n') });
    const results = await text('again.results.csv');
    const charged = gateway.stack.repository.charged();
    const second = await enrich('again.csv');
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('Charged now: 0, before: 1\n') });
    expect(await text('again.results.csv')).toBe(results);
    expect(gateway.stack.repository.charged()).toBe(charged);
  });

  it('to a gateway that is gone leaves the results as they were, byte for byte', async () => {
    await file('gone.csv', `${HEADER}\ng-1,Ann,Lee,Acme,\n`);
    expect((await enrich('gone.csv')).code).toBe(0);
    const results = await text('gone.results.csv');
    const dead = await run('enrich', 'gone.csv', '--yes', '--gateway', 'http://127.0.0.1:9');
    expect(dead.code).toBe(2);
    expect(dead.stderr).toMatch(/^http:\/\/127\.0\.0\.1:9 cannot be reached\.$/m);
    expect(await text('gone.results.csv')).toBe(results);
  });

  it('may be the results themselves, which are the same after three rounds', async () => {
    await file('round.csv', `status,${HEADER}\nhot,r-1,Ann,Lee,Acme,\ncold,r-2,,Lee,Acme,\n`);
    expect((await enrich('round.csv', '--out', 'round-1.csv')).code).toBe(3);
    expect((await enrich('round-1.csv', '--out', 'round-2.csv')).code).toBe(3);
    expect((await enrich('round-2.csv', '--out', 'round-3.csv')).code).toBe(3);
    const results = await text('round-1.csv');
    expect(results).toMatch(/^status,id,firstName,lastName,company,tags,requestId,modigie_status,attempts,/);
    expect(await rows('round-1.csv')).toMatchObject([
      { status: 'hot', id: 'r-1', modigie_status: 'completed' },
      { status: 'cold', id: 'r-2', modigie_status: 'skipped' },
    ]);
    expect([await text('round-2.csv'), await text('round-3.csv')]).toEqual([results, results]);
  });
});

/** A gateway that leaves retries to its callers. */
function gatewayWithoutRetries() {
  const clock = new RealClock();
  const quietly = { misbehaviour: { ...ORDINARY, jitterMs: 5 }, telemetry: SILENT, sweepEveryMs: null };
  const policy = { maxAttempts: 1 };
  const stack = createEmbeddedStack({ clock, timing: BRISK, ...quietly, policy });
  return { stack, stop: () => clock.stop() };
}

describe('--retry', () => {
  it('sends those again that failed, as their next attempt, and no others', async () => {
    const { stack, stop } = gatewayWithoutRetries();
    const { port, close } = await serve(stack.api, 0);
    const enrichThere = (...args: string[]) =>
      run('enrich', 'retry.csv', '--yes', '--gateway', `http://127.0.0.1:${port}`, ...args);
    await file(
      'retry.csv',
      [
        HEADER,
        't-1,Ann,Lee,Acme,synthetic.outcome=fail-first:1',
        't-2,Ann,Lee,Acme,',
        't-3,Ann,Lee,Acme,synthetic.outcome=rejected',
        '',
      ].join('\n'),
    );
    const ended = ['t-1 failed 1', 't-2 completed 1', 't-3 rejected 1'];
    for (const charged of ['Charged now: 1\n', 'Charged now: 0, before: 1\n']) {
      expect(await enrichThere()).toMatchObject({ code: 0, stdout: expect.stringContaining(charged) });
      expect(await endingsOf('retry.results.csv')).toEqual(ended);
    }
    const retried = await enrichThere('--retry');
    expect(retried).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Retries: 1   Charged now: 1, before: 1\n'),
    });
    expect(await endingsOf('retry.results.csv')).toEqual(['t-1 completed 2', ...ended.slice(1)]);
    expect(stack.repository.charged()).toBe(2);
    stop();
    await close();
  });

  it('retries each lead once when its run is broken off, and the same command given again', async () => {
    const { stack, stop } = gatewayWithoutRetries();
    const { port, close } = await serve(stack.api, 0);
    const again = [
      'enrich',
      'again.csv',
      '--yes',
      '--gateway',
      `http://127.0.0.1:${port}`,
      '--out',
      'out.csv',
    ];
    const failing = `${HEADER}\nf-1,Ann,Lee,Acme,synthetic.outcome=failed\n`;
    const silent = 'f-2,Ann,Lee,Acme,synthetic.outcome=silent\n';
    await file('again.csv', failing);
    expect((await run(...again)).code).toBe(0);
    expect(await endingsOf('out.csv')).toEqual(['f-1 failed 1']);
    await file('again.csv', `${failing}${silent}`);
    for (const round of ['first', 'second', 'third']) {
      const { child, done } = start([...again, '--retry']);
      await waitFor(() => endingsOf('out.csv.partial').catch(() => undefined));
      child.kill('SIGINT');
      const { code, stdout, stderr } = await done;
      expect(code).toBe(130);
      expect(stdout).toMatch(/^Interrupted\. The same command again requests nothing twice, and goes on\.$/m);
      expect(stderr.includes('This goes on with the run that began at')).toBe(round !== 'first');
      expect(await endingsOf('out.csv.partial')).toEqual(['f-1 failed 2']);
      await rm(join(folder(), 'out.csv.partial'));
    }
    await file('again.csv', failing);
    for (const attempts of [2, 3]) {
      expect((await run(...again, '--retry')).code).toBe(0);
      expect(await endingsOf('out.csv')).toEqual([`f-1 failed ${attempts}`]);
      await expect(text('out.csv.retry')).rejects.toThrow('ENOENT');
    }
    stop();
    await close();
  });

  it('goes to an address of its own, which has to be given beside --query', async () => {
    const { stack, stop } = gatewayWithoutRetries();
    const only = (name: ServingFunction) =>
      serve(async (request) => {
        if (functionFor(request) === name) return stack.api(request);
        return textResponse(404, { contentType: 'text/plain', body: `not of ${name}` });
      }, 0);
    const refusing = serve(
      async () => textResponse(403, { contentType: 'text/html', body: '<h1>Forbidden</h1>' }),
      0,
    );
    const servings = await Promise.all([
      only('submit-jobs'),
      only('query-jobs'),
      only('operate-jobs'),
      refusing,
    ]);
    const [submit = '', query = '', operate = '', forbidden = ''] = servings.map(
      ({ port }) => `http://127.0.0.1:${port}`,
    );
    const enrichThere = (...args: string[]) =>
      run('enrich', 'apart.csv', '--yes', '--gateway', submit, '--query', query, ...args);
    await file('apart.csv', `${HEADER}\np-1,Ann,Lee,Acme,synthetic.outcome=fail-first:1\n`);
    expect((await enrichThere()).code).toBe(0);
    expect(await enrichThere('--retry')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--retry needs --operate <url> beside --query'),
    });
    expect(await enrichThere('--retry', '--operate', forbidden)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${forbidden} takes no call without a token (403)`),
    });
    expect(await enrichThere('--retry', '--operate', forbidden, '--token', 'of-a-reader')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `${forbidden} does not let this account operate it (403): add it to operators`,
      ),
    });
    expect(await enrichThere('--retry', '--operate', 'http://127.0.0.1:9')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('http://127.0.0.1:9 cannot be reached.'),
    });
    expect(await endingsOf('apart.results.csv')).toEqual(['p-1 failed 1']);
    expect((await enrichThere('--retry', '--operate', operate)).code).toBe(0);
    expect(await endingsOf('apart.results.csv')).toEqual(['p-1 completed 2']);
    stop();
    await Promise.all(servings.map(({ close }) => close()));
  });
});

describe('a row that was damaged', () => {
  it('is refused in every round, from results and from rejects, until somebody mends it', async () => {
    await file(
      'damaged.csv',
      'firstName,lastName,company,position\nAnna,Smith,Acme, Inc.,CEO\nBob,Jones,"Beta,CTO\nCy,Day,Core,VP\n',
    );
    const first = await run('enrich', 'damaged.csv', '--out', 'd1.csv', '--rejects', 'd1-rejects.csv');
    expect(first).toMatchObject({ code: 3, stdout: expect.stringContaining('Charged now: 1') });
    const second = await run('enrich', 'd1.csv', '--out', 'd2.csv');
    expect(second).toMatchObject({ code: 3, stdout: expect.stringContaining('Charged now: 1') });
    const rejects = await run('enrich', 'd1-rejects.csv', '--out', 'd3.csv');
    expect(rejects).toMatchObject({ code: 3, stdout: expect.stringContaining('Charged now: 0') });
    expect((await rows('d1-rejects.csv')).map((row) => row['firstName'])).toEqual([
      'Anna | Smith | Acme |  Inc. | CEO',
      'Bob | Jones | "Beta | CTO',
    ]);
  });
});

describe('--rejects', () => {
  it('has the rows to correct: corrected and sent again, they are completed', async () => {
    await file(
      'mixed.csv',
      [
        HEADER,
        'm-1,Ann,Lee,Acme,',
        'm-2,,Lee,Acme,',
        'm-3,Ann,Lee,Acme,synthetic.outcome=rejected',
        'm-4,Ann,Lee,Acme,synthetic.outcome=discarded',
        '',
      ].join('\n'),
    );
    const first = await enrich('mixed.csv', '--rejects', 'to-correct.csv');
    expect(first).toMatchObject({ code: 3, stdout: expect.stringMatching(/^To correct: to-correct\.csv$/m) });
    expect((await rows('to-correct.csv')).map((row) => `${row['id']} ${row['modigie_reason']}`)).toEqual([
      expect.stringMatching(/^m-2 line 3: firstName is required/),
      expect.stringMatching(/^m-3 line 4: JobRejectReason.* needs a new id, such as m-3-2\)$/),
      expect.stringMatching(/^m-4 line 5: \w+.* needs a new id, such as m-4-2\)$/),
    ]);
    const corrected = (await text('to-correct.csv'))
      .replace('m-2,,', 'm-2,Bob,')
      .replaceAll(/^(m-[34]),/gm, '$1-2,')
      .replaceAll(/synthetic\.outcome=\w+/g, '');
    await file('to-correct.csv', corrected);
    const second = await enrich('to-correct.csv', '--rejects', 'still-to-correct.csv');
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('Charged now: 3\n') });
    expect(await endingsOf('to-correct.results.csv')).toEqual([
      'm-2 completed 1',
      'm-3-2 completed 1',
      'm-4-2 completed 1',
    ]);
    expect(await text('to-correct.results.csv')).not.toContain('modigie_reason');
    expect(await rows('still-to-correct.csv')).toEqual([]);
  });
});

describe('rows beyond what a gateway takes', () => {
  it('are skipped one by one, and take no good row with them', async () => {
    const huge = (id: string) => `${id},${'x'.repeat(950_000)},Lee,Acme,\n`;
    await file('huge.csv', `${HEADER}\n${huge('h-1')}${huge('h-2')}h-3,Ann,Lee,Acme,\n${huge('h-4')}`);
    const { code, stderr } = await enrich('huge.csv');
    expect([code, stderr.match(/^\S+ (?:cannot|answered).*/m)]).toEqual([3, null]);
    expect(await endingsOf('huge.results.csv')).toEqual([
      'h-1 skipped ',
      'h-2 skipped ',
      'h-3 completed 1',
      'h-4 skipped ',
    ]);
    const reasons = (await rows('huge.results.csv')).map(({ reason }) => reason ?? '');
    expect(reasons[0]).toMatch(/^line 2: \S.{10,400}$/);
  });
});
