import { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { googleIdentityOption, tokenOption } from '../../../../cli/options/gateway-address.ts';
import { checkGateway } from '../../../../cli/options/needs-gateway.ts';

/** @returns what a command is refused with whose gateway has a default */
function refusalOf(...args: string[]): string | undefined {
  const command = new Command('call')
    .option('--gateway <url>', '', 'http://localhost:8080')
    .option('--query <url>')
    .option('--operate <url>')
    .addOption(tokenOption())
    .addOption(googleIdentityOption())
    .option('--json')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .hook('preAction', (_, called) => checkGateway(called))
    .action(() => undefined);
  try {
    command.parse(args, { from: 'user' });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe('an option for the calls of a gateway', () => {
  it.each([
    ['--query <url>', ['--query', 'http://a']],
    ['--operate <url>', ['--operate', 'http://a']],
    ['--token <token>', ['--token', 'x']],
    ['--google-identity', ['--google-identity']],
  ])('%s is refused unless the gateway is named, too', (flags, args) => {
    const remedy = 'is for a running gateway: name it with --gateway <url>';
    expect(refusalOf(...args)).toBe(`CommanderError: error: option '${flags}' ${remedy}`);
    expect(refusalOf(...args, '--gateway', 'http://a')).toBeUndefined();
  });

  it('is none of the others, and no token of the environment', () => {
    vi.stubEnv('GATEWAY_TOKEN', 'of-the-environment');
    expect(refusalOf('--json')).toBeUndefined();
    vi.unstubAllEnvs();
  });
});
