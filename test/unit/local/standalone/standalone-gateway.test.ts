import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { instantModigie } from '../../../../bench/instant-modigie.ts';
import { RealClock } from '../../../../local/clock.ts';
import { NO_WEBHOOKS } from '../../../../local/stacks/embedded-webhooks.ts';
import type { ModigieWire } from '../../../../local/standalone/modigie-wire.ts';
import { createStandaloneGateway } from '../../../../local/standalone/standalone-gateway.ts';
import { parseStandaloneConfig } from '../../../../shared/config/standalone-config.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';

const SECOND = 1_000;

function gatewayOf(wire: ModigieWire) {
  const ledger = newPath();
  const config = parseStandaloneConfig(
    JSON.stringify({
      repositoryId: 'repository-1',
      jobTypes: { enrichMobile: { topic: 'projects/modigie/topics/requests' } },
      responseSubscriptions: ['one', 'other'].map((name) => `projects/modigie/subscriptions/${name}`),
    }),
  );
  const file = openLedger(ledger);
  const gateway = createStandaloneGateway({
    config: { ...config, ledger },
    file,
    wire,
    webhooks: NO_WEBHOOKS,
    peppers: [],
    clock: new RealClock(),
    telemetry: SILENT,
  });
  return { gateway, file };
}

describe('a standalone gateway', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('pulls a subscription again without a pause, though another one fails', async () => {
    const pulled: string[] = [];
    const wire: ModigieWire = {
      ...instantModigie('repository-1'),
      pull: async (name, { forMs, signal }) => {
        pulled.push(name.at(-1) ?? '');
        if (name.endsWith('other')) throw new Error('It is not there.');
        await new Promise<void>((resolve) => {
          setTimeout(resolve, forMs);
          signal.addEventListener('abort', () => resolve());
        });
        return { acknowledged: 0, returned: 0 };
      },
    };
    const { gateway } = gatewayOf(wire);
    gateway.begin();
    await vi.advanceTimersByTimeAsync(119 * SECOND);
    expect(pulled.filter((name) => name === 'e')).toHaveLength(2);
    await gateway.stop();
  });

  it('waits a while where none can be pulled', async () => {
    let pulls = 0;
    const wire: ModigieWire = {
      ...instantModigie('repository-1'),
      pull: async () => {
        pulls += 1;
        throw new Error('It is not there.');
      },
    };
    const { gateway } = gatewayOf(wire);
    gateway.begin();
    await vi.advanceTimersByTimeAsync(29 * SECOND);
    expect(pulls).toBe(2 * 3);
    await gateway.stop();
  });

  it('tells within a minute that its ledger is lost', async () => {
    const { gateway, file } = gatewayOf(instantModigie('repository-1'));
    let isLost = false;
    void gateway.lost.then(() => {
      isLost = true;
    });
    gateway.begin();
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(isLost).toBe(false);
    file.close();
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(isLost).toBe(true);
    await gateway.stop();
  });
});
