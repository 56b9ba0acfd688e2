/** Documents and the command line know who may call which function as Terraform grants it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYBODYS, FUNCTIONS, TAKING_ANSWERS } from '../../cli/deployment/deployment.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', '..', ...path), 'utf8');

/** The block of each function in infra/functions.tf, by the function's name. */
const BLOCKS = new Map(
  read('infra', 'functions.tf')
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
