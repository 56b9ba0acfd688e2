/** The command line as a user has it: processes, exit codes, and what they print. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealClock } from '../../../local/clock.ts';
import { ORDINARY } from '../../../local/misbehaviour.ts';
import { type Serving, serve } from '../../../local/serve.ts';
import { createEmbeddedStack, requestTopic } from '../../../local/stacks/embedded-stack.ts';
import { BRISK } from '../../../local/synthetic-repository/repository.ts';
import { BACKLOG } from '../../../shared/api/examples.ts';
import { type HttpRequest, json } from '../../../shared/http/http.ts';
import { KNOWN_JOB_TYPES } from '../../../shared/protocol/job-types.ts';
import { SILENT } from '../../../shared/telemetry/log-events.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'cli', 'main.js');
const TOKEN = 'token-of-the-environment';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-'));
  await writeFile(join(folder, 'leads.csv'), 'id,note\n1,hello\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command line with a token in its environment. */
const cli = (...args: string[]) => start(args, { GATEWAY_TOKEN: TOKEN });

async function start(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): Promise<{ code: number | null; printed: string }> {
  // Without a profile of the person whose machine this is.
  const env = { ...process.env, XDG_CONFIG_HOME: folder, MODIGIE_GATEWAY_PROFILE: undefined, ...variables };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed };
}

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'));

it('is started so that Node.js passes over the warning of google-auth-library behind our own message', () => {
  const starting = Object.values<string>(scripts).filter((script) => script.includes(' cli/main.js'));
  expect(starting.length).toBeGreaterThan(2);
  for (const script of starting) expect(script).toMatch(/^node --disable-warning=MetadataLookupWarning /);
});

describe('the help', () => {
  /** @returns the arguments that cli/main.js gets when a usage line is typed. */
  const typed = (usage: string) => {
    const [, script = '', rest = ''] = /^Usage: npm run (\S+) -- (.*)$/m.exec(usage) ?? [];
    return `${String(scripts[script]).split('cli/main.js')[1]} ${rest}`.trim();
  };

  it('says of every command how it is typed: its usage line names a script that starts it', async () => {
    const { printed } = await cli('--help');
    expect(typed(printed)).toBe('[options] [command]');
    const commands = [...(printed.split('Commands:')[1]?.matchAll(/^ {2}(\w+)/gm) ?? [])].map(
      ([, name]) => name,
    );
    const names = [
      ...'enrich dev init serve console jobs status digest operations holds dead erasures'.split(' '),
      ...'webhooks audit budgets usage reconcile ledger profiles smoke doctor complete'.split(' '),
    ];
    expect(commands).toEqual([...names, 'help']);
    for (const name of names)
      expect(typed((await cli(name, '--help')).printed)).toMatch(new RegExp(`^${name} \\[options\\]`));
    const { printed: ofRetry } = await cli('jobs', 'retry', '--help');
    expect(typed(ofRetry)).toBe('jobs retry [options] [requestIds...]');
  });

  it('is pointed at by an error', async () => {
    const told = 'error: name a list, such as leads.csv; or - for standard input\n(--help says more)\n';
    expect(await cli('enrich')).toEqual({ code: 2, printed: told });
  });
});

describe('a secret', () => {
  it.each([
    ['the help', ['--help'], 0, /Commands:/],
    ['the help of enrich', ['enrich', '--help'], 0, /--token <token>.*GATEWAY_TOKEN/],
    ['the help of status', ['help', 'status'], 0, /--token <token>.*GATEWAY_TOKEN/],
    ['an unknown command', ['enrihc', 'leads.csv'], 2, /unknown command 'enrihc'/],
    ['an unknown option', ['enrich', 'leads.csv', '--tokken', 'x'], 2, /unknown option '--tokken'/],
    ['a wrong option', ['enrich', 'leads.csv', '--concurrency', '0'], 2, /from 1 to 10000/],
    ['an option without its value', ['status', '--token'], 2, /argument missing/],
    ['a missing list', ['enrich'], 2, /error: name a list, such as leads.csv; or - for standard input/],
    ['too many lists', ['enrich', 'leads.csv', 'more.csv'], 2, /too many arguments/],
    ['a wrong column', ['enrich', 'leads.csv', '--map', 'nick=Name'], 2, /must be one of id, firstName/],
    ['a wrong separator', ['enrich', 'leads.csv', '--delimiter', 'ab'], 2, /must be one character/],
    ['a token of two kinds', ['enrich', 'leads.csv', '--google-identity'], 2, /cannot be used with/],
    [
      'a misspelt option of its own',
      ['enrich', 'leads.csv', '--rejetcs', 'x'],
      2,
      /unknown option '--rejetcs'/,
    ],
  ])('of the environment is not printed with %s', async (_name, args, code, says) => {
    const run = await cli(...args);
    expect(run.code).toBe(code);
    expect(run.printed).toMatch(says);
    expect(run.printed).not.toContain(TOKEN);
  });

  it.each([
    ['behind a misspelt option', ['status', '--tokken=sesame'], 2, /unknown option '--tokken'/],
    ['behind a misspelt option of enrich', ['enrich', 'l.csv', '--tokken=sesame'], 2, /option '--tokken'/],
    ['behind a single dash', ['enrich', 'l.csv', '-token=sesame'], 2, /unknown option '-token'/],
    ['behind an option that the command has not', ['dev', '--token=sesame'], 2, /unknown option '--token'/],
    [
      'nor sent over plain HTTP to another machine',
      ['status', '--gateway', 'http://192.0.2.2', '--token', 'sesame'],
      2,
      /^--gateway begins with http:.* its https address/,
    ],
    [
      'nor sent with the leads',
      [
        'enrich',
        'leads.csv',
        '--gateway',
        'https://a.example',
        '--query',
        'http://192.0.2.2',
        '--token=sesame',
      ],
      2,
      /^--query begins with http:/,
    ],
    ['in an address', ['status', '--gateway', 'https://me:sesame@gateway.example'], 2, /--token/],
  ])('of the command line is not printed %s', async (_name, args, code, says) => {
    const run = await cli(...args);
    expect(run.code).toBe(code);
    expect(run.printed).toMatch(says);
    expect(run.printed).not.toContain('sesame');
  });

  it('of the environment is not printed when the gateway refuses it', async () => {
    const serving = await serve(async () => json(401, {}), 0);
    const run = await cli('status', '--gateway', `http://127.0.0.1:${serving.port}`);
    expect(run.code).toBe(4);
    expect(run.printed).toContain('refused the caller (401)');
    expect(run.printed).not.toContain(TOKEN);
    await serving.close();
  });

  it('of the environment is sent to the gateway, unless --token names another', async () => {
    const sent: unknown[] = [];
    const serving = await serve(async ({ headers }) => {
      sent.push(headers['authorization']);
      return json(200, { byStatus: { completed: 3 }, countedAt: '2026-03-01T09:00:00.000Z' });
    }, 0);
    const gateway = `http://127.0.0.1:${serving.port}`;
    expect((await cli('jobs', 'count', '--gateway', gateway)).printed).toMatch(/completed\s+3/);
    const other = await cli('jobs', 'count', '--gateway', gateway, '--token', 'other');
    expect(other.printed).toMatch(/completed\s+3/);
    expect(sent).toEqual([`Bearer ${TOKEN}`, 'Bearer other']);
    await serving.close();
  });
});

describe('status', () => {
  it.each([
    ['counts', { completed: 3, published: 12 }, 'completed      3\npublished      12\n'],
    ['that there are no jobs', {}, 'No jobs yet.\n'],
  ])('tells %s, and of when', async (_, byStatus, told) => {
    const counts = { byStatus, countedAt: '2026-03-01T09:00:00.000Z' };
    const answers = async ({ target }: HttpRequest) => json(200, target === '/v1/backlog' ? BACKLOG : counts);
    const serving = await serve(answers, 0);
    const { printed } = await cli('status', '--gateway', `http://127.0.0.1:${serving.port}`);
    await serving.close();
    expect(printed).toContain(told);
    expect(printed).toContain(
      'Counted at 2026-03-01T09:00:00.000Z. The gateway counts anew after 10 seconds: what changed since then is not in it.\n',
    );
  });
});

describe('an option for the calls of a gateway', () => {
  const NEEDS = (option: string) =>
    `error: option '${option}' is for a running gateway: name it with --gateway <url>`;
  const GIVEN: Readonly<Record<string, readonly string[]>> = {
    '--token <token>': ['--token', 'x'],
    '--google-identity': ['--google-identity'],
    '--query <url>': ['--query', 'http://127.0.0.1:9'],
    '--operate <url>': ['--operate', 'http://127.0.0.1:9'],
  };

  it.each([
    ['enrich', ['leads.csv'], Object.keys(GIVEN)],
    ['status', [], ['--token <token>', '--google-identity', '--query <url>']],
    ['jobs retry', ['job-1'], Object.keys(GIVEN)],
  ])('is refused by %s without that gateway, and nothing is done', async (command, args, options) => {
    const { printed } = await cli(...command.split(' '), '--help');
    expect(Object.keys(GIVEN).filter((option) => printed.includes(`  ${option} `))).toEqual(options);
    for (const option of options) {
      const run = await start([...command.split(' '), ...args, ...(GIVEN[option] ?? [])], {
        GATEWAY_TOKEN: undefined,
      });
      expect(run).toEqual({ code: 2, printed: `${NEEDS(option)}\n(--help says more)\n` });
    }
    expect(await readdir(folder)).not.toContain('leads.synthetic-results.csv');
  });

  it('is not meant by a token of the environment', async () => {
    const run = await cli('enrich', 'leads.csv', '--map', 'company=note');
    expect(run.printed).toMatch(/^leads.csv lacks the columns firstName, lastName\./);
  });
});

describe('--job-type', () => {
  const clock = new RealClock();
  const stack = createEmbeddedStack({
    clock,
    timing: BRISK,
    misbehaviour: { ...ORDINARY, duplicated: 0, jitterMs: 0 },
    telemetry: SILENT,
    sweepEveryMs: null,
    intercept: {
      handler: (handler) => handler,
      context: (context) => ({
        ...context,
        jobTypes: new Map([
          ['scoreLead', { topic: requestTopic('verifyEmployment'), requirements: [] }],
          ...context.jobTypes,
        ]),
      }),
    },
  });
  let serving: Serving;
  beforeAll(async () => {
    serving = await serve(stack.api, 0);
  });
  afterAll(async () => {
    clock.stop();
    await serving.close();
  });

  const enrich = async (jobType: string, expected: number) => {
    const gateway = `http://127.0.0.1:${serving.port}`;
    const run = await cli(
      ...[
        'enrich',
        'leads.csv',
        '--yes',
        '--gateway',
        gateway,
        '--job-type',
        jobType,
        '--out',
        `${jobType}.csv`,
      ],
    );
    expect(run.code).toBe(expected);
    return parse(await readFile(join(folder, `${jobType}.csv`)), { columns: true }) as object[];
  };

  it('may be any that the gateway has; of an unknown one no column is required', async () => {
    expect(await enrich('scoreLead', 0)).toMatchObject([
      // The repository behind this gateway misses the company.
      { id: '1', note: 'hello', requestId: '1_scoreLead_1', status: 'rejected' },
    ]);
  });

  it('that the gateway does not have is refused by the gateway, lead by lead', async () => {
    expect(await enrich('telepathy', 3)).toMatchObject([
      {
        status: 'skipped',
        reason: expect.stringMatching(
          /^line 2: --job-type is not a job type of this gateway; it has scoreLead,/,
        ),
      },
    ]);
  });

  it('is one of the known ones without a gateway, and any other is answered with their list', async () => {
    const run = await cli('enrich', 'leads.csv', '--job-type', 'scoreLead');
    expect(run.code).toBe(2);
    expect(run.printed).toMatch(/^error: .*'scoreLead' is invalid/);
    expect(run.printed).toContain(`one of ${[...KNOWN_JOB_TYPES.keys()].join(', ')}.`);
  });

  it('that is known is checked against the header before anything is sent', async () => {
    const gateway = `http://127.0.0.1:${serving.port}`;
    const run = await cli('enrich', 'leads.csv', '--yes', '--gateway', gateway, '--job-type', 'verifyMobile');
    expect([run.code, run.printed]).toEqual([
      2,
      expect.stringContaining('lacks the columns firstName, lastName, phone'),
    ]);
  });
});
