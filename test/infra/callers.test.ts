/** Documents and the command line know who may call which function as Terraform grants it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYBODYS, FUNCTIONS, TAKING_ANSWERS, WHERE_WEBHOOKS } from '../../cli/deployment/deployment.ts';
import { AUDIT_ACTIONS } from '../../shared/jobs/audit-actions.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', '..', ...path), 'utf8');

/** The block of each function of a deployment, by the function's name. */
const BLOCKS = new Map(
  ['functions.tf', 'webhooks.tf']
    .map((name) => read('infra', name))
    .join('\n')
    .split(/^module "/m)
    .flatMap((block) => {
      const [, name] = /^ {2}name += "([a-z-]+)"$/m.exec(block) ?? [];
      return name === undefined ? [] : [[name, block] as const];
    }),
);
const namesOf = (has: (block: string, name: string) => boolean) =>
  [...BLOCKS].filter(([name, block]) => has(block, name)).map(([name]) => name);

describe('the functions of a deployment', () => {
  it('are those that have a configuration', () => {
    expect([...BLOCKS.keys()].toSorted()).toEqual(FUNCTIONS.toSorted());
  });

  it('are open to everybody by allow_unauthenticated where the command line says so', () => {
    expect(namesOf((block) => block.includes('local.anybody'))).toEqual(EVERYBODYS);
  });

  it('take answers one instead of the other', () => {
    expect(namesOf((block) => block.includes('var.response_delivery =='))).toEqual(TAKING_ANSWERS);
  });

  it('post results where there are webhooks', () => {
    expect(namesOf((block) => /^ {2}count += local\.has_webhooks \?/m.test(block))).toEqual([WHERE_WEBHOOKS]);
  });
});

describe('docs/deploy.md', () => {
  it('looks by hand at every function that is for named callers, those that are pulled apart', () => {
    const [, names = '', pulled = ''] =
      /^for NAME in ([a-z -]+); do +# with answers by pull, (.+)$/m.exec(read('docs', 'deploy.md')) ?? [];
    expect([...names.split(' '), pulled].toSorted()).toEqual(
      FUNCTIONS.filter((name) => !EVERYBODYS.includes(name)).toSorted(),
    );
  });
});

describe('SECURITY.md', () => {
  const security = read('SECURITY.md');
  /** The cells of a table's rows, by the table's first heading. */
  const rowsOf = (heading: string) => {
    const [, table = ''] = security.split(`| ${heading} |`);
    const lines = (table.split('\n\n')[0] ?? '').split('\n').slice(2);
    return lines.map((line) => line.slice(1, -1).split('|'));
  };
  const codesIn = (cell = '') => [...cell.matchAll(/`([a-z_-]+)`/g)].map(([, code]) => code);
  const granted = rowsOf('function').flatMap(([names, callers = '', from = '']) =>
    codesIn(names).map((name) => [name, { callers, from: from.trim() }] as const),
  );

  it('has every function in its table of entrances', () => {
    expect(granted.map(([name]) => name).toSorted()).toEqual(FUNCTIONS.toSorted());
  });

  it.each(granted)('names the callers of %s, and whence they call', (name, { callers, from }) => {
    const block = BLOCKS.get(name ?? '') ?? '';
    const [, variable] =
      /^ {2}invokers = .*?var\.([a-z_]+)/m.exec(block) ??
      /email += coalesce\(var\.([a-z_]+)/.exec(block) ??
      [];
    const [, account] = /google_service_account\.callers\["([a-z]+)"\]/.exec(block) ?? [];
    expect(callers).toContain(variable ? `\`${variable}\`` : `the deployment's ${account} account`);
    expect(from).toMatch(
      block.includes('"ALLOW_INTERNAL_ONLY"') ? /^inside Google Cloud$/ : /^(anywhere|the same)/,
    );
  });

  it('says of every kind of act what an operator does by it', () => {
    expect(
      rowsOf('act')
        .flatMap(([names]) => codesIn(names))
        .toSorted(),
    ).toEqual(AUDIT_ACTIONS.toSorted());
  });
});
