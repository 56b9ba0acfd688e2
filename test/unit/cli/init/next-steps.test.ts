import { describe, expect, it } from 'vitest';
import { besideOf } from '../../../../cli/init/config-text.ts';
import { nextSteps } from '../../../../cli/init/next-steps.ts';
import { deviation } from '../../../../shared/api/ledger-report.ts';

const finding = (state: 'warning' | 'wrong') =>
  deviation({ check: 'topics', state, seen: 's', expected: 'e', actual: 'a', fix: 'f' });

describe('the last words of init', () => {
  it('say what was written, what can be done now, and what has to be kept', () => {
    const words = nextSteps("o'neil.json", { findings: [finding('warning')], kept: [] });
    for (const told of [
      "Written, for this user alone: o'neil.json, o'neil.token (the token of callers), o'neil.peppers",
      "npm run enrich -- leads.csv --config 'o'\\''neil.json'",
      "npm run gateway -- serve --config 'o'\\''neil.json'",
      "Check it at any time:    npm run gateway -- doctor --config 'o'\\''neil.json'",
      "Keep a copy of o'neil.peppers elsewhere",
      'Back up the ledger while no gateway has it',
    ])
      expect(words).toContain(told);
    expect(words).not.toContain('Mend first');
  });

  it('tell secrets that were there before, and stay', () => {
    const { token } = besideOf('modigie.json');
    expect(nextSteps('modigie.json', { findings: [], kept: [token] })).toContain(
      'modigie.token (the token of callers, as it was), modigie.peppers (the secret by which persons are found).',
    );
  });

  it('have what is wrong mended first', () => {
    expect(nextSteps('modigie.json', { findings: [finding('wrong')], kept: [] })).toContain(
      'Mend first what has a ✗ above, and check it again: npm run gateway -- doctor --config modigie.json',
    );
  });
});
