/** Ctrl-C, whatever the command line waits for. */
import type { ChildProcess } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const HEADER = 'id,firstName,lastName,company,tags';
const OLD = `${HEADER},requestId,status,attempts\nold,Ann,Lee,Acme,,old_enrichMobile_1,completed,1\n`;
/** A person who waits longer presses it again. */
const AT_ONCE_MS = 2_000;

const { start, file, text, rows, folder } = commandLine();

let gateway: ServedGateway;
beforeAll(async () => {
  gateway = await serveEmbeddedGateway();
});
afterAll(() => gateway.stop());

/** Sends Ctrl-C. @returns how the command ended, and after how many milliseconds */
async function interrupted({ child, done }: ReturnType<typeof start>) {
  const begun = performance.now();
  child.kill('SIGINT');
  const ended = await done;
  return { ...ended, tookMs: performance.now() - begun };
}

/** Resolves once a process has slept for a while: by then it waits for something. */
async function rests({ pid }: ChildProcess): Promise<void> {
  let before: string | undefined;
  await waitFor(async () => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // Where there is no /proc nothing tells, and a start takes less than this.
    if (stat === undefined) return sleep(5_000, true);
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(10, 12).join();
    const isResting = state === 'S' && ticks === before;
    before = ticks;
    return isResting || sleep(700, undefined);
  });
}

const isThere = (name: string) =>
  access(join(folder(), name)).then(
    () => true,
    () => undefined,
  );

describe('Ctrl-C', () => {
  it('while a lead is silent keeps what is finished, and the results of before', async () => {
    const others = Array.from({ length: 10 }, (_, i) => `i-${i},Ann,Lee,Acme,`);
    await file('silent.csv', [HEADER, ...others, 's,Ann,Lee,Acme,synthetic.outcome=silent', ''].join('\n'));
    await file('silent.results.csv', OLD);
    const running = start(['enrich', 'silent.csv', '--yes', '--gateway', gateway.url]);
    await waitFor(async () =>
      (await rows('silent.results.csv.partial').catch(() => [])).length >= others.length ? true : undefined,
    );
    const ended = await interrupted(running);
    expect(ended).toMatchObject({
      code: 130,
      stdout: expect.stringMatching(
        /What was finished is in \S*silent\.results\.csv\.partial; \S*silent\.results\.csv is as it was\.\nInterrupted\. The same command again requests nothing twice, and goes on\.\n$/,
      ),
    });
    expect(ended.tookMs).toBeLessThan(AT_ONCE_MS);
    expect(await text('silent.results.csv')).toBe(OLD);
    expect((await rows('silent.results.csv.partial')).map(({ id, status }) => `${id} ${status}`)).toEqual(
      others.map((_, i) => `i-${i} completed`),
    );
  });

  it.each([
    ['from its beginning', ''],
    ['after its header', `${HEADER}\n`],
    ['after some leads', `${HEADER}\nw-1,Ann,Lee,Acme,\n`],
  ])('while standard input says nothing %s ends at once', async (_when, said) => {
    const running = start(['enrich', '-', '--yes', '--gateway', gateway.url]);
    running.child.stdin.write(said);
    await rests(running.child);
    const ended = await interrupted(running);
    running.child.stdin.end();
    expect(ended.code).toBe(130);
    expect(ended.tookMs).toBeLessThan(AT_ONCE_MS);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it('while a gateway does not answer ends at once', async () => {
    await file('deaf.csv', `${HEADER}\nd-1,Ann,Lee,Acme,\n`);
    const running = start(['enrich', 'deaf.csv', '--yes', '--gateway', 'http://127.0.0.1:9']);
    await rests(running.child);
    const ended = await interrupted(running);
    expect(ended).toMatchObject({ code: 130, stdout: expect.stringContaining('Interrupted.') });
    expect(ended.tookMs).toBeLessThan(AT_ONCE_MS);
    expect(await isThere('deaf.results.csv')).toBeUndefined();
  });
});
