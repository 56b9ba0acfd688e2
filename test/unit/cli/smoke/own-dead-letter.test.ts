import { describe, expect, it } from 'vitest';
import { removeOwnDeadLetter, tidyUp } from '../../../../cli/smoke/own-dead-letter.ts';
import { type GoogleStandIn, PREFIX, refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const lettersOf = (google: GoogleStandIn) =>
  google.subscriptions.get(`${PREFIX}-dead-letters`)?.letters ?? [];
const fill = (google: GoogleStandIn, others: number) => {
  for (let i = 0; i < others; i += 1) google.letter({ originalMessageId: `other-${i}` });
};

describe('the dead letter of the smoke test', () => {
  it('is removed from among hundreds of others, which are all let go', async () => {
    const { google, context } = standInContext();
    fill(google, 250);
    google.letter({ originalMessageId: 'own' });
    fill(google, 20);
    expect(await removeOwnDeadLetter(context, 'own')).toBe(true);
    expect(lettersOf(google)).toHaveLength(270);
    expect(lettersOf(google).filter(({ held }) => held)).toEqual([]);
  });

  it('that is not found leaves all others as they were', async () => {
    const { google, context } = standInContext();
    fill(google, 30);
    expect(await removeOwnDeadLetter(context, 'own')).toBe(false);
    expect(lettersOf(google).filter(({ held }) => !held)).toHaveLength(30);
    expect(await tidyUp(context, 'own')).toMatch(/^Not found again: .*originalMessageId=own/);
  });

  it('lets the others go when Google refuses the acknowledgement', async () => {
    const { google, context } = standInContext();
    fill(google, 3);
    google.letter({ originalMessageId: 'own' });
    google.refuse = (_method, path) => (path.endsWith(':acknowledge') ? refusal(403, '') : undefined);
    expect(await tidyUp(context, 'own')).toContain('stays in modigie-gateway-dead-letters');
    expect(lettersOf(google).filter(({ held }) => held)).toHaveLength(1);
  });

  it('is not looked for any more after an interruption', async () => {
    const { google, context } = standInContext({ signal: AbortSignal.abort() });
    expect(await removeOwnDeadLetter(context, 'own')).toBe(false);
    expect(google.calls).toEqual([]);
  });
});
