import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LedgerUpkeep } from '../../../../local/stacks/ledger-upkeep.ts';
import { SqliteDeadLetterStore } from '../../../../shared/adapters/sqlite/dead-letters.ts';
import { deadLetterOf } from '../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { Clock } from '../../../../shared/ports/clock.ts';
import type { MessageId } from '../../../../shared/protocol/message.ts';
import { DAY, MINUTE, received, START } from '../../../fixtures.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';

const HOUR = 60 * MINUTE;

function keptAt(path = newPath()) {
  const file = openLedger(path);
  const deadLetters = new SqliteDeadLetterStore(file, { onUnreadable: () => undefined });
  const time = { now: START };
  const clock: Clock = { now: () => time.now, sleep: () => Promise.reject(new Error('Nobody sleeps.')) };
  const letter = async (messageId: string) => {
    const message = { ...received('x'), messageId: messageId as MessageId };
    await deadLetters.create(
      deadLetterOf(message, { source: 'intake-jobs', reason: 'not-json' }, time.now),
      message.data,
    );
  };
  return { file, path, deadLetters, time, upkeep: new LedgerUpkeep({ file, deadLetters, clock }), letter };
}

describe('the upkeep of a ledger in one file', () => {
  it('removes dead letters whose time is over, however many', async () => {
    const { deadLetters, time, upkeep, letter } = keptAt();
    for (let i = 0; i < 250; i += 1) await letter(`m${i}`);
    time.now = later(START, DAY);
    await letter('later');
    await upkeep.look();
    expect(await deadLetters.count('waiting')).toBe(251);
    time.now = later(START, 90 * DAY + HOUR);
    await upkeep.look();
    expect(await deadLetters.count('waiting')).toBe(1);
  });

  it('empties the log each hour, and not more often', async () => {
    const { path, time, upkeep, letter } = keptAt();
    const logBytes = () => statSync(`${path}-wal`).size;
    await upkeep.look();
    expect(logBytes()).toBe(0);
    await letter('m1');
    await upkeep.look();
    expect(logBytes()).toBeGreaterThan(0);
    time.now = later(START, HOUR);
    await upkeep.look();
    expect(logBytes()).toBe(0);
    // The clock is put back.
    await letter('m2');
    time.now = later(START, -DAY);
    await upkeep.look();
    expect(logBytes()).toBe(0);
  });

  it('leaves a fault of the disk to the next time', async () => {
    const { file, upkeep } = keptAt();
    file.close();
    await expect(upkeep.look()).resolves.toBeUndefined();
  });
});
