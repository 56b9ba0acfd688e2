/**
 * The proof of the infrastructure's tests: plants one mistake at a time in a copy of `infra/`, and runs them
 * until one finds it. docs/planted-mistakes.md, which a full run writes, says which.
 * `npm run mutants:infra [-- NAME …]`; TERRAFORM names the command, as for `npm run test:infra`.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../build/bundle.ts';
import { ORDER, outOfOrder } from '../../../build/infra-order.ts';
import type { PlantedBug } from '../planted-bug.ts';
import { PLANTED_MISTAKES } from './mistakes.ts';

const DOCUMENT = join(ROOT, 'docs', 'planted-mistakes.md');
/** Quick ones first: the search ends with the first test that finds the mistake. */
const FOLDERS = ['infra/modules/settings', 'infra/modules/schedule', 'infra/modules/function', 'infra'];
/** By the beginning of a file's name, the tests that are likely to find a mistake in it. */
const LIKELY: Readonly<Record<string, readonly string[]>> = {
  alerts: ['alerts'],
  apis: ['first-apply'],
  build: ['deployment', 'places-and-keys', 'first-apply'],
  callers: ['deployment'],
  dashboard: ['deployment'],
  encryption: ['places-and-keys'],
  firestore: ['one-state', 'places-and-keys', 'roots'],
  functions: ['functions', 'variants'],
  monitoring: ['alerts', 'one-state'],
  pubsub: ['places-and-keys', 'deployment', 'variants'],
  variables: ['validation', 'validation-of-callers', 'validation-of-alerts'],
  versions: ['roots'],
  webhooks: ['webhooks', 'webhook-filters'],
};
const [command = 'terraform', ...prefix] = (process.env['TERRAFORM'] ?? 'terraform').split(' ');

const wanted = process.argv.slice(2);
const chosen = PLANTED_MISTAKES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const rows: string[] = [];
let missed = 0;

const copy = await mkdtemp(join(tmpdir(), 'mistakes-'));
try {
  for (const item of ['infra', 'examples', 'dist', 'package.json'])
    await cp(join(ROOT, item), join(copy, item), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const folder of FOLDERS) await terraform(folder, ['init', '-backend=false', '-input=false']);
  const without = await finderOf(FOLDERS);
  if (without !== undefined) throw new Error(`Fails without any mistake: ${without}`);
  for (const mistake of chosen) {
    const row = rowOf(mistake, await plant(mistake));
    rows.push(row);
    process.stdout.write(`${row}\n`);
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}
process.stdout.write(`${chosen.length - missed} of ${chosen.length} found\n`);
if (wanted.length === 0) await writeFile(DOCUMENT, document());
process.exitCode = missed > 0 || chosen.length === 0 ? 1 : 0;

/** @returns what finds the mistake while it is planted; undefined when nothing does */
async function plant({ name, file, find, replace }: PlantedBug): Promise<string | undefined> {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`"${name}" has to match once in ${file}.`);
  await writeFile(
    path,
    source.replace(find, () => replace),
  );
  try {
    // The tests of a module see nothing of what is around it.
    return await finderOf(
      FOLDERS.filter((folder) => folder === 'infra' || file.startsWith(`${folder}/`)),
      file,
    );
  } finally {
    await writeFile(path, source);
  }
}

/**
 * @param file the one that has a mistake: the tests that are likely to find it come first
 * @returns the first rule or test that fails; undefined when all hold
 */
async function finderOf(folders: readonly string[], file = ''): Promise<string | undefined> {
  const graph = await terraform('infra', ['graph']);
  const broken = ORDER.find((rule) => outOfOrder(graph, rule)?.length !== 0);
  if (graph.includes('digraph') && broken) return `order: ${broken.name}`;
  for (const folder of folders)
    for (const test of await testsOf(folder, file)) {
      const text = await terraform(folder, ['test', '-no-color', `-filter=tests/${test}.tftest.hcl`]);
      const run = /run "(\w+)"\.\.\. fail/.exec(text)?.[1];
      if (run !== undefined) return `${folder}/tests/${test}: ${run}`;
      if (!text.includes(', 0 failed.')) return `${folder}/tests/${test}`;
    }
  return undefined;
}

async function testsOf(folder: string, file: string): Promise<string[]> {
  const names = (await readdir(join(copy, folder, 'tests'))).flatMap((name) => {
    const [test = '', kind] = name.split('.');
    return kind === 'tftest' ? [test] : [];
  });
  const [likely] = Object.entries(LIKELY).filter(([begin]) => basename(file).startsWith(begin));
  return [...new Set([...(likely?.[1] ?? []), ...names.toSorted()])].filter((name) => names.includes(name));
}

/** @returns what the command prints, whether or not it fails */
async function terraform(folder: string, args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(command, [...prefix, `-chdir=${folder}`, ...args], {
    cwd: copy,
    maxBuffer: 1e8,
  });
  return await run.then(
    ({ stdout }) => stdout,
    ({ stdout, code }: { stdout?: string; code?: unknown }) => {
      if (code === 'ENOENT') throw new Error(`${command} is not on this machine: set TERRAFORM.`);
      return stdout ?? '';
    },
  );
}

function rowOf({ name, file }: PlantedBug, finder: string | undefined): string {
  if (finder === undefined) missed += 1;
  return `| ${name} | \`${file}\` | ${finder ?? '**missed**'} |`;
}

function document(): string {
  return `# Planted mistakes

What a deployment would break can hardly be tried: it takes an empty project, and money. So the tests of \`infra/\` are
tried instead. \`npm run mutants:infra\` plants each of these mistakes in a copy of it, one at a time, and has Terraform run
the tests, quick ones first, until one finds it: ${chosen.length - missed} of ${chosen.length} were found. \`order\` are the rules of
\`build/infra-order.ts\` on Terraform's graph. The list is in \`test/mutants/infra/\`.

| mistake | planted in | found by |
|---|---|---|
${rows.join('\n')}
`;
}
