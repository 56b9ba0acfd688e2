/** Webhooks as an operator sees to them: the real command, with a gateway and a stand-in of Google behind. */
import { beforeAll, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { type Serving, serve } from '../../local/serve.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { PROJECT } from '../google/deployed.ts';
import { addWebhook, WEBHOOK_SUBSCRIPTION } from '../google/webhooks.ts';
import { commandLine } from './command-line.ts';
import { serveDeployments } from './stood-deployment.ts';

const { start, run, folder } = commandLine();
/** The status that the receiver answers next. */
let answered = 204;

let serving: Awaited<ReturnType<typeof serveDeployments>>;
let gateway: Serving;
beforeAll(async () => {
  serving = await serveDeployments();
  const endpoint = { name: 'crm', url: 'https://crm.acme.example/hook', secretFile: '/none' };
  const filter = { statuses: ['completed'], jobTypes: [], tags: ['team=emea'], payload: 'full' } as const;
  const { api } = createEmbeddedStack({
    clock: new VirtualClock(Date.parse('2026-11-28T12:00:00Z')),
    misbehaviour: ORDINARY,
    timing: BRISK,
    sweepEveryMs: 60_000,
    telemetry: SILENT,
    webhooks: {
      endpoints: [{ ...endpoint, ...filter }],
      sender: { post: async () => ({ status: answered }) },
      secrets: { read: async () => [Buffer.alloc(32, 1)] },
    },
  });
  gateway = await serve(api, 0);
  return async () => {
    serving.close();
    await gateway.close();
  };
});
const at = () => ['--gateway', `http://127.0.0.1:${gateway.port}`];

function deployment() {
  const { google, env } = serving.deployment(folder());
  addWebhook(google);
  return { google, webhooks: (...args: string[]) => start(['webhooks', ...args], env).done };
}

describe('webhooks list', () => {
  it('tells what each takes, and with --project what waits', async () => {
    const { google, webhooks } = deployment();
    google.gauges.set(`num_undelivered_messages ${WEBHOOK_SUBSCRIPTION}`, 3);
    expect(await webhooks('list', ...at())).toEqual({
      code: 0,
      stdout: 'crm\tcrm.acme.example\tcompleted\t\tteam=emea\tfull\t1\t\t\n',
      stderr: '',
    });
    const { code, stdout } = await webhooks('list', ...at(), '--project', PROJECT, '--json=name,backlog');
    expect([code, JSON.parse(stdout)]).toEqual([0, [{ name: 'crm', backlog: 3 }]]);
  });
});

describe('webhooks test', () => {
  it('ends with 0 where the receiver takes the ping, and else with 1', async () => {
    expect(await run('webhooks', 'test', 'crm', ...at())).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^status\t204\n/),
      stderr: '',
    });
    answered = 500;
    expect(await run('webhooks', 'test', 'crm', ...at())).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The receiver of crm answered 500: /),
    });
  });

  it('says which there are where one is not configured', async () => {
    expect(await run('webhooks', 'test', 'erp', ...at())).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('crm'),
    });
  });
});

describe('webhooks replay', () => {
  it('takes the subscription back, once that is wanted', async () => {
    const { google, webhooks } = deployment();
    const replay = ['replay', 'crm', '--since', '2d', '--project', PROJECT];
    expect(await webhooks(...replay)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect(await webhooks(...replay, '--dry-run')).toMatchObject({ code: 0 });
    expect(google.seeks).toEqual([]);
    expect(await webhooks(...replay, '--yes')).toMatchObject({ code: 0, stdout: '' });
    expect(google.seeks).toEqual([[WEBHOOK_SUBSCRIPTION, expect.stringMatching(/^\d{4}-/)]]);
  });

  it.each([
    [['--project', PROJECT], "required option '--since <time>' not specified"],
    [['--since', '2d'], "required option '--project <id>' not specified"],
    [['--since', 'yesterday', '--project', PROJECT], 'It must be a time ago such as 90m, 2h or 3d'],
    [['--since', '2099-01-01T00:00:00Z', '--project', PROJECT], 'It must be a time that has passed.'],
  ])('is not understood with %j', async (args, message) => {
    const { code, stderr } = await run('webhooks', 'replay', 'crm', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
