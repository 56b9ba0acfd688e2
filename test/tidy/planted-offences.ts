/** Offences that each rule of `test/tidy.test.ts` has to find, beside neighbours that are none. */
import type { Files } from './repository.ts';

interface Planted {
  readonly files: Files;
  readonly found: readonly string[];
}

const DOCUMENTS = {
  'docs/protocol.md': '# The wire\n\n## 4. Life cycle\n\n### 4.3 The latest\n\n| C7 | a tie |\n',
  'docs/operate.md': '# Operating\n\n### `backlog`\n',
  'docs/adr/007-pure-machine.md': '# Pure\n',
  'package.json': '{ "scripts": { "check": "true" } }',
};

export const CITATIONS: Planted = {
  files: filesOf({
    ...DOCUMENTS,
    'shared/jobs/good.ts': `
/** See docs/protocol.md §4; a tie is settled (§4.3, C7). ADR 7, RFC 9110 §15.5.9, and \`good.ts\`. */
const hint = 'What to do: docs/operate.md, "backlog".';
const written = 'as in [ADR 7](adr/007-pure-machine.md)';
const names = ['other.md', '§99'];
// \`npm run check\` finds it.
`,
    'shared/jobs/bad.ts': `
/** See other.md §2. */
// The section is a document's (§4).
/** As in docs/protocol.md §4.4. */
// One row of docs/protocol.md §4, C8.
/** A row of nothing: C7. */
/** ADR 8, and \`gone.ts\`. */
const hint = 'What to do: docs/operate.md, "failing".';
const path = 'see protocol.md';
const link = 'as in [ADR 7](adr/008-gone.md)';
interface A {
  /** A member as in docs/gone.md. */
  readonly a: string;
}
`,
    'infra/bad.tf':
      '# See docs/gone.md.\nlocals {\n  hint = "see docs/lost.md"\n}\n# As in shared/gone.ts.\n',
    'infra/good.tf': '# As in shared/jobs/good.ts; elsewhere/gone.ts is not of this house.\n',
  }),
  found: [
    'shared/jobs/bad.ts:2 other.md does not exist',
    'shared/jobs/bad.ts:3 §4 has no document before it',
    'shared/jobs/bad.ts:4 docs/protocol.md has no §4.4',
    'shared/jobs/bad.ts:5 docs/protocol.md has no row C8',
    'shared/jobs/bad.ts:6 C7 has no docs/protocol.md before it',
    'shared/jobs/bad.ts:7 ADR 8 does not exist',
    'shared/jobs/bad.ts:7 `gone.ts` does not exist',
    'shared/jobs/bad.ts:12 docs/gone.md does not exist',
    'shared/jobs/bad.ts:8 docs/operate.md has no heading "failing"',
    'shared/jobs/bad.ts:9 protocol.md does not exist',
    'shared/jobs/bad.ts:10 adr/008-gone.md does not exist',
    'infra/bad.tf:1 docs/gone.md does not exist',
    'infra/bad.tf:5 shared/gone.ts does not exist',
    'infra/bad.tf:3 docs/lost.md does not exist',
  ],
};

export const LINKS: Planted = {
  files: filesOf({
    ...DOCUMENTS,
    'README.md': [
      '[operating](docs/operate.md#backlog), [the wire](docs/protocol.md), [the web](https://a.example/b.md)',
      '`docs/protocol.md`, `adr/*.md`, ADR 7',
      '[gone](docs/gone.md), [no heading](docs/operate.md#failing), `gone.ts`, ADR 8',
      'cp docs/gone.json .',
      '`npm run check`, `npm run gone -- --all`',
    ].join('\n'),
  }),
  found: [
    'README.md:3 docs/gone.md does not exist',
    'README.md:3 docs/operate.md has no heading #failing',
    'README.md:3 ADR 8 does not exist',
    'README.md:3 `gone.ts` does not exist',
    'README.md:4 docs/gone.json does not exist',
    'README.md:5 npm run gone does not exist',
  ],
};

export const PARAMETERS: Planted = {
  files: filesOf({
    'shared/a.ts': `
export function wide(a: string, b: string, c: string, d = 1): void {}
const arrow = (a: number, b: number, c: number, ...d: number[]) => a;
class Wide {
  constructor(a: number, b: number, c: number, d: number) {}
  #method(a: number, b: number, c: number, d: number) {}
  narrow(a: number, b: number, c: number) {}
}
const held = { method(a: number, b: number, c: number, d: number) {} };
[].reduce((a: number, b: number, c: number, d: number[]) => a, 0);
`,
    'console/a.tsx': 'export const Wide = (a: 1, b: 2, c: 3, d: 4) => <p>{a}</p>;',
    'shared/jobs/decide.ts': 'export function decide(a: 1, b: 2, c: 3, d: 4) {}',
    'shared/jobs/other.ts': 'export function decide(a: 1, b: 2, c: 3, d: 4) {}',
  }),
  found: [
    'shared/a.ts:2 wide has 4',
    'shared/a.ts:3 arrow has 4',
    'shared/a.ts:5 constructor has 4',
    'shared/a.ts:6 method has 4',
    'shared/a.ts:9 method has 4',
    'console/a.tsx:1 Wide has 4',
    'shared/jobs/other.ts:1 decide has 4',
  ],
};

export const TIMERS: Planted = {
  files: filesOf({
    'shared/a.ts': `import { setTimeout as sleep } from 'node:timers/promises';
setTimeout(end, ms);
setTimeout(end, WITHIN_MS);
setInterval(() => watch(), 2 * WITHIN_MS);
AbortSignal.timeout(Math.ceil(ms));
await sleep(25);
await sleep(ms);
await clock.sleep(ms);
socket.setTimeout(ms);
clearTimeout(timer);
`,
    'shared/adapters/system/long-timer.ts': 'setTimeout(end, ms);',
    'client/b.ts': 'await sleep(ms);',
    'test/a.test.ts': 'setTimeout(end, ms);',
  }),
  found: [
    'shared/a.ts:2 setTimeout',
    'shared/a.ts:4 setInterval',
    'shared/a.ts:5 timeout',
    'shared/a.ts:7 sleep',
  ],
};

export const SIZES: Planted = {
  files: filesOf({
    'shared/a.ts': 'x;\n'.repeat(300),
    'shared/b.ts': 'x;\n'.repeat(301),
    'test/c.test.ts': 'x;\n'.repeat(301),
    'docs/d.md': 'x\n'.repeat(301),
  }),
  found: ['shared/b.ts has 301', 'test/c.test.ts has 301'],
};

export const WIDTHS: Planted = {
  files: filesOf({
    'shared/a.ts': `${commentOf(110)}\n${commentOf(111)}\n/**\n * ${'x'.repeat(108)}\n */\nx('${'x'.repeat(120)}');\n`,
    'console/a.tsx': `${commentOf(111)}\n{/* ${'x'.repeat(110)} */}\n<p>// 'tis no ${'x'.repeat(120)}</p>;\n`,
    'infra/a.tf': `# ${'x'.repeat(118)}\n# ${'x'.repeat(119)}\nx = "${'x'.repeat(200)}"\n`,
  }),
  found: [
    'shared/a.ts:2 has 111 columns',
    'shared/a.ts:4 has 111 columns',
    'console/a.tsx:1 has 111 columns',
    'console/a.tsx:2 has 118 columns',
    'infra/a.tf:2 has 121 columns',
  ],
};

export const NAMES: Planted = {
  files: filesOf({
    'shared/ports/store.ts': '',
    'shared/adapters/memory/store.ts': "import type { Store } from '../../ports/store.ts';",
    'local/store.ts': '',
    'functions/a/index.ts': '',
    'functions/b/index.ts': '',
    'shared/jobs/timers.ts': '',
    'local/timers.ts': '',
    'test/timers.ts': '',
  }),
  found: [
    'store.ts: shared/ports/store.ts, local/store.ts',
    'timers.ts: shared/jobs/timers.ts, local/timers.ts',
  ],
};

export const MIRROR = {
  files: filesOf({
    'shared/jobs/timers.ts': 'export const a = 1;',
    'test/unit/jobs/timers.test.ts': '',
    'shared/jobs/decide.ts': 'export const a = 1;',
    'test/unit/jobs/decide/submitted.test.ts': '',
    'shared/jobs/types.ts': "import type { A } from './a.ts';\nexport interface B extends A {}\n",
    'shared/jobs/untested.ts': 'export const a = 1;',
    'client/untested.ts': 'export const a = 1;',
    'cli/untested.ts': 'export const a = 1;',
    'cli/run.ts': 'export const a = 1;',
    'cli/command-line.ts': "import { a } from './run.ts';",
    'local/untested.ts': 'export const a = 1;',
    'shared/http/push.ts': 'export const a = 1;',
    'functions/handler.ts': "import { a } from '../shared/http/push.ts';",
    'test/e2e/push.test.ts': "import { b } from '../../functions/handler.ts';",
    'test/e2e/cli.test.ts': "spawn(join(ROOT, 'cli', 'main.js'));",
    'shared/http/serve.ts': 'export const a = 1;',
    'functions/push/index.ts': "import { a } from '../../shared/http/serve.ts';",
    'test/e2e/bundle.test.ts': "await bundleFunction('push', folder);",
  }),
  table: {
    'shared/http/push.ts': 'test/e2e/push.test.ts',
    'cli/run.ts': 'test/e2e/cli.test.ts',
    'shared/http/serve.ts': 'test/e2e/bundle.test.ts',
    'cli/command-line.ts': 'test/e2e/push.test.ts',
    'shared/jobs/timers.ts': 'test/e2e/push.test.ts',
    'shared/jobs/gone.ts': 'test/e2e/push.test.ts',
    'local/untested.ts': 'test/e2e/gone.test.ts',
  },
  untested: ['shared/jobs/untested.ts', 'client/untested.ts', 'cli/untested.ts'],
  wrong: [
    'test/e2e/push.test.ts does not reach cli/command-line.ts',
    'shared/jobs/timers.ts has a test at its mirrored place',
    'shared/jobs/gone.ts does not exist',
    'test/e2e/gone.test.ts does not exist',
  ],
};

export const SUBJECTS: Planted = {
  files: filesOf({
    'shared/a.ts': `
/** Whoever asks is answered. */
// The sweep asks. Nobody else does.
/**
 * The sweep decides
 * who is next. What follows is done.
 * @returns what it did
 */
/** Whatsoever, "who" and \`What\` are words like others. */
const Who = 'What is it?';
`,
    'infra/a.tf': '# Who may push.\n# A second line. Who reads it?\n',
  }),
  found: [
    'shared/a.ts:2 Whoever',
    'shared/a.ts:3 Nobody',
    'shared/a.ts:4 What',
    'infra/a.tf:1 Who',
    'infra/a.tf:1 Who',
  ],
};

export const UNFINISHED: Planted = {
  files: filesOf({
    'shared/a.ts': `
// TODO: later
interface A {
  /** FIXME */
  readonly a: 'TODO: a text is no comment';
}
`,
  }),
  found: ['shared/a.ts:2 TODO', 'shared/a.ts:4 FIXME'],
};

export const UNMERGED: Planted = {
  files: filesOf({ 'docs/a.md': 'A\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> other\n<<<<<<<\n' }),
  found: ['docs/a.md:2', 'docs/a.md:6'],
};

export const TESTS: Planted = {
  files: filesOf({
    'test/a.test.ts': `
it.only('a', () => {});
describe.skip('b', () => {});
it.only.each([1])('c', () => {});
it.skipIf(true)('d', () => {});
stream.skip(3);
it('says it.only(', () => {});
`,
  }),
  found: ['test/a.test.ts:2 .only(', 'test/a.test.ts:3 .skip(', 'test/a.test.ts:4 .only('],
};

function filesOf(files: Readonly<Record<string, string>>): Files {
  return new Map(Object.entries(files));
}

function commentOf(columns: number): string {
  return `// ${'x'.repeat(columns - 3)}`;
}
