import { describe, expect, it } from 'vitest';
import { lookAtLedger } from '../../../../cli/doctor/look-at-ledger.ts';
import { GatewayError, GatewayUnreachable } from '../../../../client/index.ts';
import { LEDGER_REPORT } from '../../../../shared/api/examples.ts';
import { type Instant, instant } from '../../../../shared/jobs/instant.ts';

const ADDRESS = { gateway: 'https://gateway.test', token: 'a-token' };
const NINE = Date.parse(LEDGER_REPORT.asOf);

/** The gateway looks at its clock a second after the call, and answers after three more. */
function looked(secondsAhead: number, asOf = LEDGER_REPORT.asOf) {
  const begun = NINE + secondsAhead * 1000 - 1000;
  const times: Instant[] = [instant(begun), instant(begun + 4000)];
  return lookAtLedger({
    operator: { examineLedger: async () => ({ ...LEDGER_REPORT, asOf }) },
    address: ADDRESS,
    clock: { now: () => times.shift() ?? instant(0) },
    signal: new AbortController().signal,
  });
}

function failing(error: unknown, signal = new AbortController().signal) {
  const operator = { examineLedger: () => Promise.reject(error) };
  return lookAtLedger({ operator, address: ADDRESS, clock: { now: () => instant(0) }, signal });
}

const problem = (status: number, type: string) =>
  new GatewayError({
    status,
    type,
    title: 'Refused',
    detail: 'No.',
    operation: 'examineLedger',
    address: ADDRESS.gateway,
  });

describe('the ledger', () => {
  it('is told as the gateway finds it, and the clocks after it', async () => {
    const findings = await looked(0);
    expect(findings.slice(0, -1)).toEqual(LEDGER_REPORT.findings);
    expect(findings.at(-1)).toMatchObject({ check: 'clocks', state: 'ok' });
  });

  it.each([
    [5, 'ok', null],
    [6, 'ok', null],
    [7, 'warning', '6 s'],
    [-8, 'ok', null],
    [-9, 'warning', '6 s'],
    [3_600, 'warning', '3599 s'],
  ])('is read by a clock that may be wrong: ours is %i s ahead', async (ahead, state, actual) => {
    expect((await looked(ahead)).at(-1)).toMatchObject({ check: 'clocks', state, actual });
  });

  it('may be told of at no time', async () => {
    expect((await looked(0, 'noon')).at(-1)).toMatchObject({
      check: 'clocks',
      state: 'warning',
      actual: 'the gateway tells no time',
    });
  });

  it.each([
    [
      'no answer',
      new GatewayUnreachable({
        operation: 'examineLedger',
        address: ADDRESS.gateway,
        requestId: undefined,
        message: 'No answer.',
        cause: undefined,
      }),
      /^https:\/\/gateway\.test cannot be reached\.$/,
    ],
    ['a team of its own', problem(403, 'forbidden'), /^https:\/\/gateway\.test (does not let|refused)/],
    ['an older gateway', problem(404, 'not-found'), /the gateway is older than this command\.$/],
  ])('that cannot be looked at is a finding: %s', async (_name, error, actual) => {
    const [finding, ...others] = await failing(error);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ check: 'ledger', state: 'wrong', actual: expect.stringMatching(actual) });
  });

  it('is left at an interruption, and a fault of our own is none of it', async () => {
    const controller = new AbortController();
    controller.abort();
    const left = new Error('left');
    await expect(failing(left, controller.signal)).rejects.toBe(left);
    await expect(failing(new TypeError('ours'))).rejects.toThrow('ours');
  });
});
