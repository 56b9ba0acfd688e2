/** `init` at a terminal, on the emulator of Pub/Sub: what it asks, and what it takes. */
import { execFile, spawn } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { ACCOUNT } from '../unit/cli/standalone/wire/keys.ts';
import { commandLine } from './command-line.ts';
import { placesIn } from './init-place.ts';
import { createNames } from './modigie-names.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.js');

const { folder } = commandLine();
const place = placesIn(folder);

const emulators = inject('emulators');
const ON_EMULATOR = { PUBSUB_EMULATOR_HOST: emulators?.PUBSUB_EMULATOR_HOST };

const hasScript = await promisify(execFile)('script', ['--version']).then(
  ({ stdout }) => stdout.includes('util-linux'),
  () => false,
);

/** Runs a command on a pseudo-terminal, and types one of the answers at each question. */
async function atTerminal(
  args: readonly string[],
  { answers, cwd }: { readonly answers: readonly string[]; readonly cwd: string },
) {
  const command = [process.execPath, MAIN, ...args].map((arg) => `'${arg}'`).join(' ');
  const own = { TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: undefined, INIT_CWD: undefined };
  const child = spawn('script', ['-qec', `stty cols 200 -echo; ${command}`, '/dev/null'], {
    cwd,
    env: { ...process.env, ...own, ...ON_EMULATOR },
  });
  const left = [...answers];
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
    if (!/(?:: |\[y\/N\] )$/.test(printed)) return;
    child.stdin.write(left.shift() ?? '\u0004');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed: printed.replaceAll('\r\n', '\n'), left };
}

const typedLine = (answer: string) => `${answer}\n`;

describe.skipIf(!hasScript || !emulators)('init at a terminal, on the emulator', () => {
  const names = (project: string) => createNames(ON_EMULATOR.PUBSUB_EMULATOR_HOST ?? '', project);

  it('asks for each thing until it can be used, and writes it', async () => {
    const { at, read } = await place();
    const { topic, subscription } = await names('init-asked');
    await writeFile(join(at, 'person.json'), JSON.stringify({ type: 'authorized_user' }));
    const answers = [
      ...['acme/production', ' "acme-production" '],
      ...['', 'enrich-mobile', subscription, `//pubsub.googleapis.com/${topic}`, ''],
      ...[topic, subscription],
      ...['none.json', 'person.json', 'key.json'],
      ...['', 'y'],
    ];
    const { code, printed, left } = await atTerminal(['init'], { answers: answers.map(typedLine), cwd: at });
    expect(left).toEqual([]);
    for (const told of [
      'It must be 1 to 128 letters',
      'That is an ID alone: give the full name',
      'That is a subscription: give the topic',
      'That is a topic: give the subscription',
      'It cannot be used: ENOENT.',
      "It cannot be used: a person's own credentials",
      `✓ ${ACCOUNT} may publish on each request topic: 1`,
      '⚠ PUBSUB_EMULATOR_HOST is set: nothing goes to Modigie',
      'npm run gateway -- serve --config modigie.json',
    ])
      expect(printed).toContain(told);
    expect(code).toBe(0);
    expect(JSON.parse(await read('modigie.json'))).toMatchObject({
      repositoryId: 'acme-production',
      jobTypes: { enrichMobile: { topic } },
      responseSubscriptions: [subscription],
      applicationKeyFile: 'key.json',
      results: { file: 'results.ndjson' },
    });
  });

  it('asks for more than one job type, and tells a subscription that pushes', async () => {
    const { at, read } = await place();
    const { topic, subscription, pushing } = await names('init-pushing');
    const answers = [
      'acme',
      'enrichMobile',
      topic,
      'verifyMobile',
      topic,
      '',
      subscription,
      pushing,
      '',
      'key.json',
      '-',
      'y',
    ];
    const { code, printed } = await atTerminal(['init'], { answers: answers.map(typedLine), cwd: at });
    expect(printed).toContain(`✗ ${pushing} is a push subscription, from which nothing can be pulled`);
    expect(printed).toContain('⚠ two job types have the same topic');
    expect(code).toBe(1);
    const written = JSON.parse(await read('modigie.json'));
    expect(written).toMatchObject({ responseSubscriptions: [subscription, pushing], results: {} });
    expect(Object.keys(written.jobTypes)).toEqual(['enrichMobile', 'verifyMobile']);
  });

  it.each([
    ['the answer is no', 'n\n', 1],
    ['the input ends', '\u0004', 1],
    ['it is interrupted', '\u0003', 130],
  ])('writes nothing when %s', async (_, typed, exitCode) => {
    const { at, key, config } = await place();
    const { topic, subscription } = await names(`init-not-${exitCode}-${typed.charCodeAt(0)}`);
    const args = ['init', '--config', config, '--repository-id', 'acme', '--topic', `enrichMobile=${topic}`];
    const more = ['--subscription', subscription, '--key-file', key];
    const { code, printed } = await atTerminal([...args, ...more], { answers: [typed], cwd: at });
    expect([code, printed]).toEqual([exitCode, expect.stringContaining('Nothing was written.')]);
    await expect(stat(config)).rejects.toThrow('ENOENT');
    await expect(stat(join(at, 'modigie.token'))).rejects.toThrow('ENOENT');
  });
});
