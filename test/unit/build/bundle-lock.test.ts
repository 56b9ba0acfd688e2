import { describe, expect, it } from 'vitest';
import { type Locked, prunedLock } from '../../../build/bundle-lock.ts';

const MANIFEST = {
  name: 'bundle',
  version: '1.2.3',
  engines: { node: '24' },
  dependencies: { framework: '5.0.0' },
};

/** The packages that are left of a lock file's, which has others as well. */
function left(packages: Record<string, Partial<Locked>>): Record<string, Partial<Locked>> {
  const locked = Object.entries(packages).map(([path, entry]) => [path, { version: '1.0.0', ...entry }]);
  const lock = {
    name: 'whole',
    version: '9.9.9',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { version: '9.9.9', dependencies: { framework: '^5', other: '*' }, devDependencies: { tool: '*' } },
      'node_modules/other': { version: '1.0.0' },
      'node_modules/tool': { version: '1.0.0', dev: true },
      ...Object.fromEntries(locked),
    },
  };
  const { '': _root, ...rest } = prunedLock(lock, MANIFEST).packages;
  return rest;
}

describe('the lock file of a bundle', () => {
  it('has the bundle as its root, and the form of the whole one', () => {
    const whole = { name: 'whole', version: '9.9.9', lockfileVersion: 3, requires: true };
    const framework = { version: '5.0.0' };
    expect(
      prunedLock(
        { ...whole, packages: { '': { version: '9.9.9' }, 'node_modules/framework': framework } },
        MANIFEST,
      ),
    ).toEqual({
      name: 'bundle',
      version: '1.2.3',
      lockfileVersion: 3,
      requires: true,
      packages: { '': MANIFEST, 'node_modules/framework': framework },
    });
  });

  it('keeps what is depended on, at any distance and in circles, as it is locked', () => {
    const packages = {
      'node_modules/a': { dependencies: { b: '^1' }, integrity: 'sha512-a', license: 'MIT' },
      'node_modules/b': { dependencies: { a: '^1', framework: '^5' }, resolved: 'git+ssh://b' },
      'node_modules/framework': { dependencies: { a: '^1' }, bin: { framework: 'main.js' } },
    };
    expect(left(packages)).toMatchObject(packages);
    expect(Object.keys(left(packages))).toEqual(Object.keys(packages));
  });

  it('keeps each version where Node.js finds it: the nearest on the way up', () => {
    expect(
      Object.keys(
        left({
          'node_modules/a': { dependencies: { '@scope/c': '^2' } },
          'node_modules/a/node_modules/@scope/c': { version: '2.0.0', dependencies: { d: '^2' } },
          'node_modules/a/node_modules/@scope/c/node_modules/d': { version: '2.0.0' },
          'node_modules/a/node_modules/unused': {},
          'node_modules/@scope/c': {},
          'node_modules/d': {},
          'node_modules/framework': { dependencies: { a: '^1', d: '^1' } },
        }),
      ),
    ).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/@scope/c',
      'node_modules/a/node_modules/@scope/c/node_modules/d',
      'node_modules/d',
      'node_modules/framework',
    ]);
  });

  it('marks what is optional for the bundle, whatever it is for the whole, and does without what is not there', () => {
    expect(
      left({
        'node_modules/framework': {
          dependencies: { b: '*' },
          optionalDependencies: { a: '*', b: '*', gone: '*' },
        },
        'node_modules/a': { dependencies: { c: '*', d: '*' } },
        'node_modules/b': { dependencies: { d: '*' }, devOptional: true },
        'node_modules/c': { dev: true },
        'node_modules/d': { optional: true },
      }),
    ).toEqual({
      'node_modules/framework': expect.not.objectContaining({ optional: true }),
      'node_modules/a': expect.objectContaining({ optional: true }),
      'node_modules/b': expect.objectContaining({ optional: true }),
      'node_modules/c': { version: '1.0.0', optional: true },
      'node_modules/d': { version: '1.0.0', optional: true },
    });
  });

  it('marks what is a peer alone, and does without a peer that may be missing', () => {
    expect(
      left({
        'node_modules/framework': { dependencies: { a: '*' }, peerDependencies: { a: '*', b: '*' } },
        'node_modules/a': {
          peerDependencies: { gone: '*' },
          peerDependenciesMeta: { gone: { optional: true } },
        },
        'node_modules/b': { dependencies: { c: '*' }, dev: true, peer: true },
        'node_modules/c': {},
      }),
    ).toEqual({
      'node_modules/framework': expect.not.objectContaining({ peer: true }),
      'node_modules/a': expect.not.objectContaining({ peer: true }),
      'node_modules/b': { version: '1.0.0', dependencies: { c: '*' }, peer: true },
      'node_modules/c': { version: '1.0.0', peer: true },
    });
  });

  it('is not made without a package that is needed', () => {
    expect(() => left({ 'node_modules/framework': { dependencies: { gone: '*' } } })).toThrow(
      'package-lock.json has no gone for node_modules/framework: run npm install.',
    );
  });
});
