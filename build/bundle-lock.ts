/**
 * The lock file of a bundle: ours, pruned to the packages that the bundle needs. Google's build runs `npm ci`
 * where there is one (https://docs.cloud.google.com/run/docs/runtimes/nodejs-dependencies), and so installs
 * what our tests ran with, byte for byte. npm could prune it, too, but its outcome depends on its version and
 * its user's settings; test/e2e/bundle-lock.test.ts compares both.
 */

/** An entry of a lock file: https://docs.npmjs.com/cli/configuring-npm/package-lock-json, `packages`. */
export interface Locked {
  readonly version: string;
  readonly dependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  /** All that npm notes besides, to be kept as it is. */
  readonly [member: string]: unknown;
}

type Ranges = Readonly<Record<string, string>>;
/** By path: `node_modules/a/node_modules/b` is the copy of b that a alone sees. The root's path is empty. */
type Packages = Readonly<Record<string, Locked>>;

export interface Lock {
  readonly name: string;
  readonly version: string;
  readonly packages: Packages;
}

/** One package needs another. */
interface Need {
  readonly name: string;
  readonly optional: boolean;
  readonly peer: boolean;
}

/**
 * @param manifest the bundle's package.json, without what npm does not lock, such as its scripts
 * @returns the lock file beside that manifest
 * @throws Error for a package that is needed and not locked
 */
export function prunedLock<Whole extends Lock>(
  whole: Whole,
  manifest: Locked & { readonly name: string },
): Whole {
  const packages = { ...whole.packages, '': manifest };
  const needed = reached(packages, () => true);
  const required = reached(packages, ({ optional }) => !optional);
  const depended = reached(packages, ({ peer }) => !peer);
  const kept = Object.entries(packages)
    .filter(([path]) => needed.has(path))
    .map(([path, entry]) => [path, marked(entry, !required.has(path), !depended.has(path))]);
  const { name, version } = manifest;
  return { ...whole, name, version, packages: Object.fromEntries(kept) };
}

/** @returns an entry with its marks for the bundle in place of those for the whole */
function marked(entry: Locked, optional: boolean, peer: boolean): Locked {
  const { dev: _dev, optional: _optional, devOptional: _devOptional, peer: _peer, ...unmarked } = entry;
  return { ...unmarked, ...(optional && { optional }), ...(peer && { peer }) };
}

/**
 * @param follows which needs count
 * @returns the paths of all that the root needs, at any distance, and its own
 */
function reached(packages: Packages, follows: (need: Need) => boolean): Set<string> {
  const paths = new Set(['']);
  // Grows while it is gone through.
  for (const path of paths) {
    for (const need of needsOf(packages[path]).filter(follows)) {
      const found = nearest(packages, path, need.name);
      if (found !== undefined) paths.add(found);
      else if (!need.optional)
        throw new Error(`package-lock.json has no ${need.name} for ${path}: run npm install.`);
    }
  }
  return paths;
}

function needsOf(entry: Locked | undefined): Need[] {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta,
  } = entry ?? {};
  const mayBeMissing = (name: string) => peerDependenciesMeta?.[name]?.optional ?? false;
  return [
    // Optional is what is named in both.
    ...Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => ({
      name,
      optional: Object.hasOwn(optionalDependencies, name),
      peer: false,
    })),
    ...Object.keys(peerDependencies).map((name) => ({ name, optional: mayBeMissing(name), peer: true })),
  ];
}

/** Looks as Node.js does: in node_modules of the package itself, and of each that it lies in. */
function nearest(packages: Packages, from: string, name: string): string | undefined {
  const path = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (path in packages) return path;
  if (from === '') return undefined;
  const around = from.split('/node_modules/').slice(0, -1).join('/node_modules/');
  return nearest(packages, around, name);
}
