/**
 * The house keeps its order: imports run one way (ARCHITECTURE.md), and the core asks nobody for time or
 * chance.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** The rooms that each room may import from. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'shared/protocol': [],
  'shared/api': ['shared/jobs', 'shared/protocol'],
  'shared/jobs': ['shared/protocol'],
  'shared/digest': ['shared/jobs', 'shared/protocol'],
  'shared/webhooks': ['shared/jobs', 'shared/protocol'],
  'shared/ports': ['shared/webhooks', 'shared/jobs', 'shared/protocol'],
  'shared/telemetry': [],
  'shared/use-cases': [
    'shared/api',
    'shared/digest',
    'shared/ports',
    'shared/webhooks',
    'shared/jobs',
    'shared/protocol',
    'shared/telemetry',
  ],
  'shared/adapters': ['shared/ports', 'shared/webhooks', 'shared/jobs', 'shared/protocol'],
  'shared/http': [
    'shared/use-cases',
    'shared/api',
    'shared/ports',
    'shared/jobs',
    'shared/protocol',
    'shared/telemetry',
  ],
  'shared/config': ['shared/use-cases', 'shared/digest', 'shared/webhooks', 'shared/jobs', 'shared/protocol'],
  functions: ['shared/*'],
  client: ['shared/api'],
  console: ['client'],
  local: ['shared/*', 'functions', 'client', 'console', 'build'],
  cli: ['shared/*', 'local', 'client'],
  build: ['shared/config', 'console'],
  bench: ['shared/*', 'functions', 'local', 'cli', 'client', 'build'],
};

const files = Object.keys(MAY_IMPORT)
  .flatMap((room) =>
    room.endsWith('.ts')
      ? [room]
      : readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  )
  .filter((file) => /\.tsx?$/.test(file));
const roomOf = (file: string) =>
  Object.keys(MAY_IMPORT).find((room) => file === room || file.startsWith(`${room}/`)) ?? file;
const importsOf = (file: string) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );

const targetsOf = (file: string) =>
  importsOf(file)
    .filter((target) => target.startsWith('.'))
    .map((target) => relative(ROOT, join(ROOT, dirname(file), target)));

/** @returns the first way found back to a file by imports, types included; undefined when there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target, [...trail, file]);
      if (circle) return circle;
    }
    return undefined;
  };
  return [...graph.keys()].map((file) => visit(file, [])).find((circle) => circle !== undefined);
}

describe('imports', () => {
  it.each(files)('of %s run one way', (file) => {
    const room = roomOf(file);
    const allowed = MAY_IMPORT[room] ?? [];
    const rooms = targetsOf(file).map(roomOf);
    const wrong = rooms.filter(
      (target) =>
        target !== room &&
        !allowed.includes(target) &&
        !(allowed.includes('shared/*') && target.startsWith('shared/')),
    );
    expect(wrong).toEqual([]);
  });

  it('go in no circle, not even for types: move what both need into a file of its own', () => {
    expect(circleIn(new Map(files.map((file) => [file, targetsOf(file)])))).toBeUndefined();
  });

  it('that go in a circle are found', () => {
    const graph = new Map<string, string[]>([
      ['a', ['b', 'c']],
      ['b', ['c']],
    ]);
    expect(circleIn(graph)).toBeUndefined();
    expect(circleIn(graph.set('c', ['d']).set('d', ['b']))).toEqual(['b', 'c', 'd', 'b']);
  });

  it('of the client bring nothing at run time but itself and limits that import nothing', () => {
    const client = files.filter((file) => file.startsWith('client/'));
    const values = client.flatMap((file) =>
      [
        ...readFileSync(join(ROOT, file), 'utf8').matchAll(
          /^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm,
        ),
      ].map(([, target = '']) =>
        target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), target)) : target,
      ),
    );
    expect([...new Set(values)].filter((target) => !client.includes(target))).toEqual([
      'shared/api/limits.ts',
    ]);
    expect(importsOf('shared/api/limits.ts')).toEqual([]);
  });

  it("of the core name no platform package but crypto, and of nobody a function's index.ts", () => {
    const core = files.filter((file) => /^shared\/(?:protocol|jobs|digest)\//.test(file));
    const outside = core.flatMap(importsOf).filter((target) => !target.startsWith('.'));
    expect([...new Set(outside)].sort()).toEqual(['canonicalize', 'node:crypto', 'zod']);
    expect(files.flatMap(importsOf).filter((target) => /functions\/[^/]+\/index\.ts$/.test(target))).toEqual(
      [],
    );
  });

  it('core and use cases ask nobody for time or chance', () => {
    const core = files.filter((file) => /^shared\/(?:protocol|jobs|digest|use-cases)\//.test(file));
    expect(core.length).toBeGreaterThan(30);
    const asking = core.filter((file) =>
      /Date\.now|new Date\(\)|Math\.random|randomUUID|setTimeout|performance\./.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );
    expect(asking).toEqual([]);
  });
});
