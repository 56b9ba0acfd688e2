import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serve } from '../../../local/serve.ts';
import { json } from '../../../shared/http/http.ts';
import { commandLine } from '../../e2e/command-line.ts';

const { run } = commandLine();

it('has the version, which is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'));
  expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect((await run('--help')).stdout).toMatch(/^ {2}-V, --version +print the version$/m);
});

it('says of profiles use which commands take the profile', async () => {
  expect((await run('profiles', 'use', '--help')).stdout.replaceAll(/\s+/g, ' ')).toContain(
    'make a profile the one that every command takes by itself which calls a gateway, but for enrich',
  );
});

it('says of a status that this version does not know it, and asks for it all the same', async () => {
  const asked: string[] = [];
  const serving = await serve(async ({ target }) => {
    asked.push(target);
    return json(200, { jobs: [] });
  }, 0);
  const gateway = `http://127.0.0.1:${serving.port}`;
  const { code, stderr } = await run('jobs', 'list', '--status', 'copleted', '--gateway', gateway);
  await serving.close();
  expect(code).toBe(0);
  expect(stderr).toMatch(/knows no status copleted,.*\nNo jobs match\./);
  expect(asked).toEqual([expect.stringContaining('status=copleted')]);
});
