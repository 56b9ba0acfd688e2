import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { publishedRecord, START } from '../../../fixtures.ts';
import { NOW } from '../given.ts';
import { answeredRecord, HOLD, heldRecord } from '../samples.ts';
import { codesOf, textOf } from './told.ts';

const holds = [HOLD];

describe('a job that is held', () => {
  it('is told with who holds it since when, and what lets it go', () => {
    expect(textOf('held', heldRecord(), { holds })).toBe(
      'lead-1 is held back: the hold enrichMobile was placed by ops@acme.example at 2026-03-01T00:00:00.000Z.',
    );
    expect(textOf('change-hold', heldRecord(), { holds })).toBe(
      'The end of that hold lets it go: POST /v1/holds/enrichMobile:release of operate-jobs. An answer of Modigie ' +
        'counts meanwhile as ever.',
    );
    expect(textOf('due-publish', heldRecord(), { holds })).toMatch(
      /lead-1 is looked at again, and held on unless its hold has ended by then/,
    );
  });

  it('is not said to be given up: a hold is no silence', () => {
    expect(codesOf(heldRecord(), { holds })).not.toContain('change-silence');
    expect(codesOf(heldRecord())).not.toContain('change-silence');
    expect(codesOf(publishedRecord(), { holds })).not.toContain('change-silence');
    expect(codesOf(publishedRecord())).toContain('change-silence');
  });

  it('is told when the hold ends by itself, and that the breaker placed it', () => {
    const hold = { ...HOLD, origin: 'breaker', by: null, name: '*', until: later(START, 60_000) } as const;
    const told = { ...heldRecord(), held: '*' };
    expect(textOf('held', told, { holds: [hold] })).toMatch(/the hold "\*" was placed by the breaker at/);
    expect(textOf('change-hold', told, { holds: [hold] })).toMatch(
      /POST \/v1\/holds\/\*:release .* It ends by itself at 2026-03-01T00:01:00\.000Z\./,
    );
  });

  it('is told to wait for a release once the hold has ended, and that an aborted one has to be asked for', () => {
    const ended = { at: NOW, by: 'ops@acme.example', reason: null, ratePerMinute: null };
    const releasing = { holds: [{ ...HOLD, ended }] };
    expect(textOf('held', heldRecord(), releasing)).toBe(
      'lead-1 was held back by the hold enrichMobile, which has ended: it is published once a release of that ' +
        'hold comes to it.',
    );
    expect(textOf('change-hold', heldRecord(), releasing)).toBe(
      'A release that was aborted goes on once it is asked for again: POST /v1/holds/enrichMobile:release of ' +
        'operate-jobs.',
    );
    expect(codesOf(publishedRecord(), releasing)).not.toContain('change-hold');
  });

  it('is told to wait for its timer once nothing of the hold is left, as no release comes', () => {
    expect(textOf('held', heldRecord())).toBe(
      'lead-1 was held back by the hold enrichMobile, which has ended, and of which no release is left: its own ' +
        'timer lets it go.',
    );
    expect(codesOf(heldRecord())).not.toContain('change-hold');
  });
});

describe('a hold', () => {
  it('is told of a job that waits to be published or retried, and of no other', () => {
    expect(textOf('held', publishedRecord(), { holds })).toMatch(
      /^Nothing of job type enrichMobile is published:/,
    );
    expect(codesOf(answeredRecord('failed'), { holds })).toContain('held');
    expect(codesOf(answeredRecord('completed'), { holds })).not.toContain('held');
    expect(codesOf(publishedRecord(), { holds: [{ ...HOLD, name: 'verifyEmail' }] })).not.toContain('held');
  });

  it('puts off the look at a silence', () => {
    const now = later(NOW, DEFAULT_POLICY.giveUpMs);
    expect(textOf('due-silence', publishedRecord(), { holds, now })).toMatch(
      /is not published again unless the hold/,
    );
  });
});
