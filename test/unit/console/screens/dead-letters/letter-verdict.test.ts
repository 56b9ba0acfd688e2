import { describe, expect, it } from 'vitest';
import {
  askVerdict,
  inBase64,
  verdictOf,
} from '../../../../../console/screens/dead-letters/letter-verdict.ts';
import { REDRIVE_REFUSALS } from '../../../../../shared/jobs/dead-letters/redrive-refusals.ts';
import { BAD, GOOD, letters } from '../../../cli/dead/letters.ts';
import { pageCalls } from '../../page-calls.ts';

const ACCEPTED = { accepted: true, reason: null, errors: [] };
const INVALID = {
  accepted: false,
  reason: 'invalid',
  errors: [{ pointer: '/payload', detail: 'is missing' }],
};

describe('a verdict', () => {
  it('is open where it would be accepted', () => {
    expect(verdictOf(null, ACCEPTED)).toMatchObject({ way: 'open', errors: [] });
  });

  it('takes force where it would be set aside again, and says where', () => {
    expect(verdictOf(null, INVALID)).toEqual({
      way: 'by-force',
      says: 'It would be set aside again: invalid.',
      errors: INVALID.errors,
    });
  });

  it('takes force where it has come back too often, though it would be accepted', () => {
    const { way, says } = verdictOf('too-often', ACCEPTED);
    expect(way).toBe('by-force');
    expect(says).toMatch(/^It has come back five times.* It would be accepted now/);
  });

  it('is closed for any other refusal, and where bytes are missing', () => {
    const closed = REDRIVE_REFUSALS.filter((refusal) => !['too-often', 'still-invalid'].includes(refusal));
    expect(closed.map((refusal) => verdictOf(refusal, null).way)).toEqual(closed.map(() => 'closed'));
    expect(verdictOf('not-on-sundays', ACCEPTED)).toMatchObject({
      way: 'closed',
      says: expect.stringContaining('not-on-sundays'),
    });
    expect(verdictOf(null, null).says).toMatch(/bytes are not all there/);
  });
});

describe('a verdict that is asked for', () => {
  const ask = async (body: string, data?: string) => {
    const { api, ids } = await letters([body]);
    const [id = ''] = ids;
    return askVerdict(pageCalls(api), { id, data: data === undefined ? undefined : inBase64(data) });
  };

  it('is that of a dry run', async () => {
    expect(await ask(GOOD)).toMatchObject({ way: 'open' });
    const { way, errors } = await ask(BAD);
    expect(way).toBe('by-force');
    expect(errors.map(({ pointer }) => pointer)).toContain('/payload');
  });

  it('is of the corrected text where there is one', async () => {
    expect(await ask(BAD, GOOD)).toMatchObject({ way: 'open' });
    expect(await ask(GOOD, '{')).toMatchObject({
      way: 'by-force',
      says: expect.stringContaining('not-json'),
    });
  });

  it('is closed of a letter that is done with by now', async () => {
    const { api, call, ids } = await letters([GOOD]);
    const [id = ''] = ids;
    await call.operator.deadLetters.drop(id);
    expect(await askVerdict(pageCalls(api), { id, data: undefined })).toMatchObject({
      way: 'closed',
      says: expect.stringContaining('dropped'),
    });
  });

  it('fails where there is no such letter', async () => {
    const { api } = await letters([GOOD]);
    const missing = { id: '0'.repeat(24), data: undefined };
    await expect(askVerdict(pageCalls(api), missing)).rejects.toMatchObject({ status: 404 });
  });
});

describe('text in base64', () => {
  it('is that of its UTF-8, however long it is', () => {
    const text = `Jörg 🦉 ${'x'.repeat(300_000)}`;
    expect(inBase64(text)).toBe(Buffer.from(text).toString('base64'));
  });
});
