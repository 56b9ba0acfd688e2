/** The smoke test as a person runs it: the real command, with a stand-in of Google's APIs behind it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ALERT_TITLES } from '../../cli/deployment/alert-titles.ts';
import { PROJECT } from '../google/google-stand-in.ts';
import { TOKEN } from '../google/serve-stand-in.ts';
import { commandLine } from './command-line.ts';
import { FAILURES, LOST_LEADS } from './smoke-failures.ts';
import { serveDeployments } from './stood-deployment.ts';

const { start, file, folder } = commandLine();
const LEAD = '{"jobType":"enrichMobile","payload":{"person":{"firstName":"Ingrid","lastName":"Lindqvist"}}}';

let serving: Awaited<ReturnType<typeof serveDeployments>>;
beforeAll(async () => {
  serving = await serveDeployments();
  await file('lead.json', LEAD);
  return serving.close;
});

/** A deployment of the test's own, and the command that looks at it. */
function deployment() {
  const { google, env } = serving.deployment(folder());
  const command = ['smoke', '--project', PROJECT, '--timeout', '1s'];
  return { google, env, smoke: (...args: string[]) => start([...command, ...args], env).done };
}

const untimed = (text: string) => text.replaceAll(/ \(\d+ s\)$/gm, '');

describe.concurrent('a deployment that is well', () => {
  it('is told so, check by check; what only a person can know is left open', async () => {
    const { google, smoke } = deployment();
    google.event('receive-responses', 'job.answered');
    google.event('sweep-jobs', 'job.delivered');
    const { code, stdout, stderr } = await smoke();
    expect(
      untimed(stdout)
        .replaceAll(/\d{4}-\S+Z/g, 'TIME')
        .split('\n')
        .slice(0, 6),
    ).toEqual([
      '✓ closed  5 functions are open to named callers alone, and a call without a token is answered 403',
      '✓ sweep   the scheduler called it, and it answered 200',
      '✓ intake  an invalid message was taken, and set aside (invalid)',
      '✓ answer  modigie-gateway-receive-responses took an answer at TIME',
      '✓ result  modigie-gateway-sweep-jobs delivered a result at TIME',
      `? alert   ${ALERT_TITLES.length} alerts are on, and go to email "On call"; whether it arrived, a person has to look`,
    ]);
    expect(stdout).toContain('alert: Look for the alert "A message was set aside" at email "On call".');
    expect(stdout).toMatch(/\n5 passed, 1 not known\.\n$/);
    expect(stderr).toContain('… sweep: modigie-gateway-sweep-jobs is started');
    expect(code).toBe(0);
  });

  it('takes a lead to Modigie and back, and shows nothing of it', async () => {
    const { smoke } = deployment();
    const { code, stdout, stderr } = await smoke('--lead', 'lead.json', '--yes', '--only', 'answer,result');
    expect(untimed(stdout)).toMatch(
      /^✓ answer {2}Modigie answered for smoke-\w+: completed\n✓ result {2}the result of smoke-\w+ is on modigie-gateway-results: completed\n\n2 passed\.\n$/,
    );
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/Ingrid|Lindqvist/);
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});

describe.concurrent('a failure', () => {
  it.each(
    FAILURES,
  )('is told with its remedy, and exit code 1: %s', async (_name, check, damage, line, remedy) => {
    const { google, smoke } = deployment();
    damage(google);
    const { code, stdout } = await smoke('--only', check);
    expect(untimed(stdout).split('\n')[0]).toBe(line);
    expect(stdout).toContain(remedy);
    expect(stdout).toMatch(/\n0 passed, 1 failed\.\n$/);
    expect(code).toBe(1);
  });
});

describe.concurrent('a lead that does not come back', () => {
  it.each(LOST_LEADS)('is told by its stage: %s', async (_name, happens, line, remedy) => {
    const { google, smoke } = deployment();
    google.onIntake = ({ messageId, data }) => happens(google, String(data['requestId']), messageId);
    const { code, stdout } = await smoke('--lead', 'lead.json', '--yes', '--only', 'answer,result');
    expect(untimed(stdout).split('\n')).toContain(line);
    expect(stdout).toContain(remedy);
    expect(code).toBe(1);
  });
});

describe.concurrent('what cannot be begun', () => {
  it.each([
    ['no project', ['smoke'], /required option '--project <id>'/],
    ['a wrong project', ['smoke', '--project', 'Acme'], /It must be an ID \(6 to 30/],
    ['a wrong prefix', ['smoke', '--project', PROJECT, '--prefix', 'x"'], /It must be 4 to 20/],
    ['a wrong region', ['smoke', '--project', PROJECT, '--region', 'eu'], /a single region/],
    ['a wrong check', ['smoke', '--project', PROJECT, '--only', 'sweep,all'], /one or more of closed, sweep/],
    ['a wrong time', ['smoke', '--project', PROJECT, '--timeout', '10'], /such as 90s or 10m/],
    [
      'a lead unasked',
      ['smoke', '--project', PROJECT, '--lead', 'l.json'],
      /charges when it completes: give --yes/,
    ],
    [
      'a lead for nothing',
      ['smoke', '--project', PROJECT, '--lead', 'l.json', '--yes', '--only', 'sweep'],
      /which --only leaves out/,
    ],
    ['no lead', ['smoke', '--project', PROJECT, '--lead', 'none.json', '--yes'], /none\.json cannot be read/],
  ])('ends with exit code 2, and calls nothing: %s', async (_name, args, told) => {
    const { google, env } = deployment();
    const { code, stderr } = await start(args, env).done;
    expect(stderr).toMatch(told);
    expect([code, google.calls]).toEqual([2, []]);
  });

  it('ends so without credentials, and says how they are got', async () => {
    const { google, env } = deployment();
    const without = { ...env, METADATA_SERVER_DETECTION: 'none', HOME: folder() };
    const { code, stderr, stdout } = await start(['smoke', '--project', PROJECT], without).done;
    expect(stderr).toMatch(/^No Google credentials: log in with gcloud auth application-default login/);
    expect([code, stdout, google.calls]).toEqual([2, '', []]);
  });

  it('ends at an interruption with exit code 130', async () => {
    const { google, env } = deployment();
    google.onSweep = () => undefined;
    const run = start(['smoke', '--project', PROJECT], env);
    run.child.stderr.once('data', () => run.child.kill('SIGINT'));
    expect(await run.done).toMatchObject({
      code: 130,
      stdout: expect.stringMatching(/^✓ closed .*\nInterrupted at sweep\.\n$/),
    });
  });
});
