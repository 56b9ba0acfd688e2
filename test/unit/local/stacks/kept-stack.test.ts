import { describe, expect, it } from 'vitest';
import { RealClock } from '../../../../local/clock.ts';
import { ORDINARY } from '../../../../local/misbehaviour.ts';
import { createKeptStack, type KeptStack } from '../../../../local/stacks/kept-stack.ts';
import { SqliteDeadLetterStore } from '../../../../shared/adapters/sqlite/dead-letters.ts';
import type { HttpResponse } from '../../../../shared/http/http.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';
import { letterAt } from '../../../contract/dead-letter-stores.ts';
import { waitFor } from '../../../e2e/wait-for.ts';
import { MINUTE, submission } from '../../../fixtures.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';
import { webhooksContext } from '../../../webhooks/context.ts';

/** A minute later, so that whatever waits is due. */
class LaterClock extends RealClock {
  override now() {
    return later(super.now(), MINUTE);
  }
}

/** @param status of the answer of the webhook's receiver */
async function start(path: string, status = 204, clock = new RealClock()) {
  const { sent, endpoints, sender, secrets } = webhooksContext({ answer: () => ({ status }) });
  const file = openLedger(path);
  const stack = await createKeptStack(file, {
    clock,
    timing: { stepMs: 1, processingMs: [1, 2], dispatchesPerSecond: 1000 },
    misbehaviour: { ...ORDINARY, duplicated: 0, jitterMs: 1 },
    telemetry: SILENT,
    sweepEveryMs: 50,
    policy: { silence: { baseMs: 1_000, capMs: 2_000 }, giveUpMs: 4_000 },
    webhooks: { endpoints, sender, secrets },
  });
  return { ...stack, file, sent };
}

function read({ api }: KeptStack, requestId: string): Promise<HttpResponse> {
  return api({ method: 'GET', target: `/v1/jobs/${requestId}`, headers: {}, body: Buffer.alloc(0) });
}

function submit({ api }: KeptStack, requestId: string): Promise<HttpResponse> {
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.from(JSON.stringify(submission(requestId)));
  return api({ method: 'POST', target: '/v1/jobs', headers, body });
}

describe('a gateway whose file is kept', () => {
  it('posts what a webhook has not taken once it is started again, and no more than that', async () => {
    const path = newPath();
    const down = await start(path, 503);
    expect((await submit(down, 'lead-1')).status).toBe(202);
    await waitFor(() => down.sent[0]);
    await down.stop();

    const up = await start(path, 204, new LaterClock());
    const posted = await waitFor(() => up.sent[0]);
    expect(String(posted.body)).toContain('"requestId":"lead-1"');
    await up.stop();
    const again = await start(path);
    await again.stop();
    expect(again.sent).toEqual([]);
  });

  it('has ended what was at work, and let its file go, when it is stopped', async () => {
    const path = newPath();
    const stack = await start(path);
    const answers = Array.from({ length: 20 }, (_, i) => submit(stack, `lead-${i}`));
    await stack.stop();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 202));
    const next = await start(path);
    expect((await read(next, 'lead-19')).status).toBe(200);
    await next.stop();
  });

  it('removes dead letters whose time is over as it starts', async () => {
    const path = newPath();
    const before = openLedger(path);
    const letters = new SqliteDeadLetterStore(before, { onUnreadable: () => undefined, peppers: [] });
    const { letter, body } = letterAt(1);
    await letters.create(letter, body);
    before.close();
    const stack = await start(path);
    expect(stack.file.all('SELECT id FROM dead_letters')).toEqual([]);
    await stack.stop();
  });
});
