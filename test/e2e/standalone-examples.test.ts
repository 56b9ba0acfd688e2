/** A machine's own set-up of the standalone gateway, as examples/standalone has it. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { USAGE } from '../../cli/exit-codes.ts';
import { parseStandaloneConfig } from '../../shared/config/standalone-config.ts';
import { commandPath } from './documented-commands/shell.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const textOf = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const UNIT = textOf('examples/standalone/modigie-gateway.service');
const DOCKERFILE = textOf('examples/standalone/Dockerfile');
const CONFIG = parseStandaloneConfig(textOf('examples/standalone/configuration.json'));
const { scripts } = JSON.parse(textOf('package.json'));
const analyze = await commandPath('systemd-analyze');

/** @returns the values of a directive, in order */
function directives(name: string): string[] {
  return [...UNIT.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);
}

/** @returns what stands behind an instruction, each time */
function instructions(name: string): string[] {
  return [...DOCKERFILE.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, value = '']) => value);
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'standalone-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command line with the arguments of an example, on a machine without that configuration. */
function started(args: readonly string[], cwd: string): Promise<unknown> {
  return promisify(execFile)(process.execPath, args, { cwd }).catch((error: unknown) => error);
}
const WITHOUT_CONFIGURATION = {
  code: USAGE,
  stderr: expect.stringContaining('/etc/modigie-gateway/modigie.json'),
};

describe('the unit of systemd', () => {
  it.skipIf(analyze === undefined)('is one that systemd takes without a word', () => {
    const folder = newFolder();
    const unit = join(folder, 'modigie-gateway.service');
    writeFileSync(unit, UNIT.replace('/usr/bin/node', process.execPath));
    const printed = execFileSync('sh', ['-c', `systemd-analyze verify "$0" 2>&1`, unit], {
      encoding: 'utf8',
    });
    expect(printed).toBe('');
  });

  it('runs the command line as npm does, and does not start again what a person has to mend', async () => {
    const [, ...args] = directives('ExecStart')[0]?.split(' ') ?? [];
    expect(args.join(' ')).toBe(
      `${scripts.gateway.replace(/^node /, '')} serve --config /etc/modigie-gateway/modigie.json`,
    );
    expect(await started(args, ROOT)).toMatchObject(WITHOUT_CONFIGURATION);
    expect(directives('RestartPreventExitStatus')).toEqual([String(USAGE)]);
  });

  it('keeps everything where its configuration looks for it', () => {
    const credentials = directives('LoadCredential').map((value) => value.split(':')[0]);
    expect([CONFIG.applicationKeyFile, CONFIG.tokenFile]).toEqual(
      credentials.map((name) => `/run/credentials/modigie-gateway.service/${name}`),
    );
    const state = `/var/lib/${directives('StateDirectory')[0]}`;
    expect([dirname(CONFIG.ledger), dirname(CONFIG.results.file ?? '')]).toEqual([state, state]);
  });
});

describe('the Dockerfile', () => {
  it('has the Node.js that the project runs on, a user without rights, and the end that the gateway knows', () => {
    expect(instructions('FROM')).toEqual([
      `node:${textOf('.nvmrc').trim().replace(/^v/, '').split('.')[0]}-slim`,
    ]);
    expect([instructions('USER'), instructions('STOPSIGNAL')]).toEqual([['node'], ['SIGTERM']]);
    expect(instructions('VOLUME')).toEqual([dirname(CONFIG.ledger)]);
  });

  it('copies all that the command needs, and its context has it', async () => {
    const folder = newFolder();
    const copied = instructions('COPY').flatMap((value) => value.split(' ').slice(0, -1));
    for (const name of copied) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const [entry, command] = ['ENTRYPOINT', 'CMD'].map((name): string[] =>
      JSON.parse(instructions(name)[0] ?? '[]'),
    );
    const [, ...args] = [...(entry ?? []), ...(command ?? [])];
    expect(await started(args, folder)).toMatchObject(WITHOUT_CONFIGURATION);
    const context = textOf('examples/standalone/Dockerfile.dockerignore').trim().split('\n');
    expect(context).toEqual(['*', ...copied.map((name) => `!${name}`)]);
  });
});
