import { describe, expect, it } from 'vitest';
import { dropLetters } from '../../../../cli/dead/drop.ts';
import { redriveLetters } from '../../../../cli/dead/redrive-letters.ts';
import { setAsideBy } from '../../../fixtures.ts';
import { BAD, GOOD, letters } from './letters.ts';

describe('dead drop', () => {
  it('asks before, and is the same when it is repeated', async () => {
    const { call, ids, gateway, says, questions, rows } = await letters([BAD, BAD]);
    expect(await dropLetters({ ...call, ask: says(false) }, ids, {})).toBe(1);
    expect(setAsideBy(gateway).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(await dropLetters({ ...call, ask: says(true) }, ids, { reason: 'ours' })).toBe(0);
    expect(await dropLetters({ ...call, ask: undefined }, ids, { yes: true })).toBe(0);
    expect(setAsideBy(gateway).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
    expect(questions[0]).toBe('Drop 2 dead letters, which cannot be redriven any more then? [y/N] ');
    expect(rows()[0]).toBe(`${ids[0]}\tdropped\t\t`);
  });

  it('without a terminal names what does it, and no option that it lacks', async () => {
    const { call, ids } = await letters([BAD]);
    await expect(dropLetters({ ...call, ask: undefined }, ids, {})).rejects.toThrow(
      /^Nothing was dropped: there is no terminal to ask at\. --yes does it without asking\.$/,
    );
  });

  it('is refused of what was redriven', async () => {
    const { call, ids, rows } = await letters([GOOD]);
    await redriveLetters({ ...call, ask: undefined }, ids, { yes: true });
    expect(await dropLetters({ ...call, ask: undefined }, ids, { yes: true })).toBe(1);
    expect(rows()[1]).toBe(`${ids[0]}\trefused\talready-redriven\t`);
  });
});
