import { join } from 'node:path';
import type { AnyNode } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram } from '../../../cli/program.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { programOf } from '../../tidy/parameters.ts';
import { isSource, readRepository } from '../../tidy/repository.ts';

/** Sources whose commands are for a deployment: those that call a gateway have to name it. */
const OF_DEPLOYMENTS = ['cli/smoke', 'cli/doctor', 'shared/use-cases/read/doctor'];
/** Up to the mark that ends it in a sentence; without any, it is taken for a part of the command. */
const PRINTED = /npm run (gateway|enrich|dev) -- (.+?)(?=[;,:]?(?:\s*\n|\s+\(|$)|[;,:.]\s|\.$)/gm;

/** @returns the text of an expression, with a word for each value that is not known here */
function textOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked).join('VALUE');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  return `${textOf(node.left as AnyNode) ?? 'VALUE'}${textOf(node.right) ?? 'VALUE'}`;
}

/** @returns the texts of a source, each whole */
function textsOf(source: string): string[] {
  const texts: string[] = [];
  fullAncestor(programOf(source), (node, _state, ancestors) => {
    const parent = ancestors.at(-2);
    const isPart = parent !== undefined && parent !== node && textOf(parent) !== undefined;
    const text = isPart ? undefined : textOf(node);
    if (text !== undefined) texts.push(text);
  });
  return texts;
}

/** Values of options for those that a person, a shell or the product puts there. */
const VALUES: Readonly<Record<string, string>> = {
  '--gateway': 'https://gateway.example',
  '--operate': 'https://operate.gateway.example',
  '--project': 'some-project',
  '--prefix': 'modigie-gateway',
  '--region': 'europe-west1',
  '--port': '8081',
};

/** @returns the words of a command as a shell would give them */
function wordsOf(command: string): string[] {
  const words = (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replace(/^(['"])(.*)\1$/, '$2'),
  );
  return words.map((word, i) => (/^\$?[A-Z]+$/.test(word) ? (VALUES[words[i - 1] ?? ''] ?? word) : word));
}

function* commandsOf(command: Command): Generator<Command> {
  yield command;
  for (const one of command.commands) yield* commandsOf(one);
}

/** Has the program take a command, which does nothing. @returns the one that was meant, or the refusal */
async function taken(words: readonly string[]): Promise<string | Command> {
  const program = await createProgram();
  let meant: Command | string = 'no command was meant';
  for (const command of commandsOf(program)) {
    command
      .exitOverride((error) => {
        throw error;
      })
      .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    if (command.commands.length === 0)
      command.action(() => {
        meant = command;
      });
  }
  await program.parseAsync(words, { from: 'user' }).catch((error) => {
    meant = String(error);
  });
  return meant;
}

const sources = [...readRepository()].filter(
  ([path]) => isSource(path) && /^(?:cli|shared|local|functions)\//.test(path),
);
const printed = sources.flatMap(([path, source]) => {
  const commands = textsOf(source).flatMap((text) => [...text.matchAll(PRINTED)]);
  return commands.map(([, script = '', rest = '']) => ({
    path,
    rest,
    words: [...(script === 'gateway' ? [] : [script]), ...wordsOf(rest)],
  }));
});
/** As explanations name them. */
const calls = sources
  .filter(([path]) => path.startsWith('shared/jobs/'))
  .flatMap(([, source]) => textsOf(source))
  .flatMap((text) => [...text.matchAll(/\b(GET|POST) (\/v1\/[\w/:]+)/g)])
  .map(([, method = '', path = '']) => ({ method, path: path.replace('VALUE', '{id}') }));

describe('the program of one command', () => {
  it('has that alone, as the whole program has it, so that nothing else is loaded', async () => {
    const whole = await createProgram();
    const names = whole.commands.map((command) => command.name()).filter((name) => name !== 'complete');
    for (const name of names) {
      const alone = await createProgram(name);
      const [own, all] = [alone, whole].map((program) => program.commands.find((one) => one.name() === name));
      expect(own?.helpInformation()).toBe(all?.helpInformation());
      expect(alone.commands.length).toBeLessThan(3);
    }
  });

  it('is the whole program where a word is no command: what was meant is told, and completed', async () => {
    const whole = (await createProgram()).commands.length;
    for (const word of ['help', '--help', 'jbos', 'complete'])
      expect((await createProgram(word)).commands).toHaveLength(whole);
  });
});

describe('a command that is printed', () => {
  beforeAll(() => {
    vi.stubEnv('XDG_CONFIG_HOME', join(import.meta.dirname, 'nowhere'));
    vi.stubEnv('MODIGIE_GATEWAY_PROFILE', undefined);
  });
  afterAll(() => void vi.unstubAllEnvs());

  it('is found in the sources, however its text is put together', () => {
    const found = printed.map(({ path, rest }) => `${path.split('/').at(-1)}: ${rest}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'old-holds.ts: holds release \'VALUE\' --gateway "$READ" --operate "$OPERATE"',
        'check-schedules.ts: smoke --project VALUE --prefix VALUE --region VALUE --only sweep',
        'profile-option.ts: profiles add NAME --gateway URL',
        'dev.ts: examples/leads.csv --gateway VALUE',
      ]),
    );
  });

  it.each(printed)('is one of the program, as it stands: $rest ($path)', async ({ path, words }) => {
    const meant = await taken(words);
    if (typeof meant === 'string') return expect.fail(meant);
    const doesCall = meant.options.some(({ long }) => long === '--gateway');
    if (doesCall && OF_DEPLOYMENTS.some((room) => path.startsWith(room)))
      expect(meant.getOptionValueSource('gateway'), 'names the gateway').toBe('cli');
  });

  it('would be told of that the program refuses', async () => {
    const refusals = {
      "holds release 'a' --operate URL": 'name it with --gateway <url>',
      'dead show ID names the fields': 'too many arguments',
      'dead list --stat waiting': "unknown option '--stat'",
      'jobs mend ID': "unknown command 'mend'",
    };
    for (const [command, refusal] of Object.entries(refusals))
      expect(await taken(wordsOf(command))).toContain(refusal);
  });
});

it.each(calls)('a call that an explanation names is one of the API: $method $path', ({ method, path }) => {
  const known = Object.values(CALLS).map((call) => `${call.method} ${call.path.replace(/\{\w+\}/, '{id}')}`);
  expect(known).toContain(`${method} ${path}`);
});
