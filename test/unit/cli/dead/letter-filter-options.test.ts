import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../../../local/serve.ts';
import { json } from '../../../../shared/http/http.ts';
import { commandLine } from '../../../e2e/command-line.ts';

const { run } = commandLine();
const asked: string[] = [];
let serving: Serving;
beforeAll(async () => {
  serving = await serve(async ({ target }) => {
    asked.push(target);
    return json(200, { deadLetters: [] });
  }, 0);
});
afterAll(() => serving.close());
const dead = (...args: string[]) => run('dead', ...args, '--gateway', `http://127.0.0.1:${serving.port}`);

describe('the reason for which dead letters were set aside', () => {
  it.each(['list', 'export'])('is asked for by dead %s as by dead redrive, or as --reason', async (verb) => {
    for (const option of ['--set-aside-for', '--reason']) {
      asked.length = 0;
      expect((await dead(verb, option, 'invalid')).code).toBe(0);
      expect(asked).toEqual([expect.stringContaining('reason=invalid')]);
    }
  });

  it('is one: of both names one alone is taken', async () => {
    expect(await dead('list', '--reason', 'invalid', '--set-aside-for', 'not-json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be used with'),
    });
  });
});
