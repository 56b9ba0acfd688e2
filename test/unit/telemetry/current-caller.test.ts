import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { currentCaller, withCaller } from '../../../shared/telemetry/current-caller.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';

const OPS = 'ops@acme.example';
const CRM = 'crm@acme.example';

describe('the caller whose work it is', () => {
  it('is there for as long as the work takes, and not beyond it', async () => {
    const seen = await withCaller(OPS, async () => {
      await setImmediate();
      return currentCaller();
    });
    expect([seen, currentCaller()]).toEqual([OPS, undefined]);
  });

  it('is nobody in a call without one that is made within the call of somebody', () => {
    expect(withCaller(OPS, () => withCaller(null, currentCaller))).toBeUndefined();
    expect(withCaller(null, currentCaller)).toBeUndefined();
  });

  it('is in every entry of its own call, and in none of the others that are at work at once', async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const { emit } = createLogger({ function: 'submit-jobs', level: 'DEBUG', destination });
    const call = (email: string | null, requestId: string, pauses: readonly number[]) =>
      withCaller(email, async () => {
        emit('job.created', { requestId });
        for (const ms of pauses) await setTimeout(ms);
        emit('job.published', { requestId });
        throw new Error('a bug');
      }).catch(() => emit('request.failed', { requestId: 'outside' }));
    await Promise.all([call(OPS, 'a', [3, 0, 2]), call(CRM, 'b', [1, 1]), call(null, 'c', [0, 4])]);
    const entries = lines.map((line) => JSON.parse(line));
    const told = (requestId: string) =>
      entries
        .filter((entry) => entry['logging.googleapis.com/labels'].requestId === requestId)
        .map(({ caller }) => caller);
    expect(['a', 'b', 'c', 'outside'].map(told)).toEqual([
      [OPS, OPS],
      [CRM, CRM],
      [undefined, undefined],
      [undefined, undefined, undefined],
    ]);
  });
});
