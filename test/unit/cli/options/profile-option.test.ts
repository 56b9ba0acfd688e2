import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { googleIdentityOption, tokenOption } from '../../../../cli/options/gateway-address.ts';
import { checkGateway } from '../../../../cli/options/needs-gateway.ts';
import { applyProfile, profileOption } from '../../../../cli/options/profile-option.ts';
import { writeProfiles } from '../../../../cli/profiles/config-file.ts';

const PROD = { gateway: 'https://submit.example', query: 'https://read.example', googleIdentity: true };
const DEV = { gateway: 'http://localhost:9090' };
const LOCAL = 'http://localhost:8080';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'profile-')), 'config.json');
  await writeProfiles(path, { current: 'dev', byName: new Map(Object.entries({ prod: PROD, dev: DEV })) });
  vi.stubEnv('MODIGIE_GATEWAY_PROFILE', undefined);
  vi.stubEnv('GATEWAY_TOKEN', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(join(path, '..'), { recursive: true });
});

/** @returns the options of a command that calls a gateway, or may be embedded and so has no default */
async function given(args: readonly string[], mayBeEmbedded = false): Promise<object | string> {
  const command = new Command('call')
    .option('--gateway <url>', '', mayBeEmbedded ? undefined : LOCAL)
    .option('--query <url>')
    .addOption(profileOption())
    .addOption(tokenOption())
    .addOption(googleIdentityOption())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .hook('preAction', async (_, called) => {
      await applyProfile(called, path);
      checkGateway(called);
    })
    .action(() => undefined);
  try {
    await command.parseAsync(args, { from: 'user' });
    return command.opts();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('the gateway that is called', () => {
  it('is that of the profile that is typed, else of the environment, else the default one', async () => {
    expect(await given([])).toEqual(DEV);
    vi.stubEnv('MODIGIE_GATEWAY_PROFILE', 'prod');
    expect(await given([])).toEqual(PROD);
    expect(await given(['--profile', 'dev'])).toEqual({ ...DEV, profile: 'dev' });
  });

  it('is the one on this machine where there is no profile', async () => {
    await rm(path);
    expect(await given([])).toEqual({ gateway: LOCAL });
  });

  it('is the one that is typed, of which a profile says nothing', async () => {
    vi.stubEnv('MODIGIE_GATEWAY_PROFILE', 'prod');
    expect(await given(['--gateway', 'http://a'])).toEqual({ gateway: 'http://a' });
    await writeFile(path, '{');
    expect(await given(['--gateway', 'http://a'])).toEqual({ gateway: 'http://a' });
  });

  it('is not named twice', async () => {
    expect(await given(['--gateway', 'http://a', '--profile', 'dev'])).toBe(
      "error: option '--profile <name>' cannot be used with option '--gateway <url>'",
    );
  });

  it('may be read elsewhere than its profile says', async () => {
    expect(await given(['--profile', 'prod', '--query', 'https://canary.example'])).toEqual({
      ...PROD,
      profile: 'prod',
      query: 'https://canary.example',
    });
  });

  it('gets the token that is given, typed or by the environment, before any of Google', async () => {
    const { googleIdentity: _, ...prod } = { ...PROD, profile: 'prod' };
    expect(await given(['--profile', 'prod', '--token', 't'])).toEqual({ ...prod, token: 't' });
    vi.stubEnv('GATEWAY_TOKEN', 'e');
    expect(await given(['--profile', 'prod'])).toEqual({ ...prod, token: 'e' });
  });
});

describe('a command that may be embedded', () => {
  it('takes a profile that is typed, and none that is merely there: nothing is sent by surprise', async () => {
    vi.stubEnv('MODIGIE_GATEWAY_PROFILE', 'prod');
    expect(await given([], true)).toEqual({});
    expect(await given(['--profile', 'prod'], true)).toEqual({ ...PROD, profile: 'prod' });
  });
});

describe('a profile that cannot be used', () => {
  it('is told with those that there are, or how to make one', async () => {
    expect(await given(['--profile', 'stage'])).toBe('There is no profile stage; there are prod, dev.');
    expect(await given(['--profile', 'constructor'])).toMatch(/^There is no profile constructor;/);
    await rm(path);
    expect(await given(['--profile', 'stage'])).toBe(
      'There is no profile stage; there are none yet: npm run gateway -- profiles add NAME --gateway URL.',
    );
  });

  it('is told when the file is broken', async () => {
    await writeFile(path, '{');
    expect(await given([])).toMatch(/config\.json cannot be used: it is not JSON\. Mend it, or remove it/);
  });
});
