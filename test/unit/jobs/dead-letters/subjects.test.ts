import { describe, expect, it } from 'vitest';
import { requestKey, subjectsOf } from '../../../../shared/jobs/dead-letters/subjects.ts';
import { keysToFind } from '../../../../shared/jobs/persons/person-keys.ts';

const PEPPERS = [{ version: '1', secret: 'a secret of the tests' }];
const payload = { emailAddresses: [{ emailAddress: { userFormat: 'Ann@Acme.example' } }] };
const [ANN] = keysToFind([{ kind: 'email', value: 'ann@acme.example' }], PEPPERS);

const of = (message: unknown, attributes: Record<string, string> = {}, peppers = PEPPERS) => {
  const body = Buffer.isBuffer(message) ? message : Buffer.from(JSON.stringify(message) ?? '');
  return subjectsOf({ attributes }, body, peppers);
};

describe('the subjects of a dead letter', () => {
  it.each([
    ['a submission', { requestId: 'lead-1', payload }],
    ['a response', { id: 'lead-1', status: 'completed', payload }],
    ['a result', { requestId: 'lead-1', job: { id: 'lead-1', payload } }],
  ])('are the person and the job of %s', (_what, message) => {
    expect(new Set(of(message))).toEqual(new Set([ANN, requestKey('lead-1')]));
  });

  it('are also the job that its attributes name, and the lineage', () => {
    const subjects = of({ rootId: 'lead-1' }, { requestId: 'lead-1~2', modigieJobRequestId: 'lead-1~2' });
    expect(new Set(subjects)).toEqual(new Set([requestKey('lead-1'), requestKey('lead-1~2')]));
  });

  it('are jobs alone where there is no pepper', () => {
    expect(of({ requestId: 'lead-1', payload }, {}, [])).toEqual([requestKey('lead-1')]);
  });

  it.each<[string, unknown]>([
    ['no JSON', Buffer.from('{')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe])],
    ['nothing', Buffer.of()],
    ['null', null],
    ['a list', [{ requestId: 'x' }]],
    ['other kinds of values', { requestId: 1, payload: 'x', job: [] }],
  ])('are none of %s', (_what, message) => {
    expect(of(message)).toEqual([]);
  });

  it.each([100, 5_000, 400_000])('are found beside what nests %i levels deep', (depth) => {
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const text = JSON.stringify({ requestId: 'lead-1', payload }).replace(/\}$/, `,"more":${nested}}`);
    expect(new Set(of(Buffer.from(text)))).toEqual(new Set([ANN, requestKey('lead-1')]));
    expect(of(Buffer.from(`{"payload":${nested}}`))).toEqual([]);
    expect(of(Buffer.from(nested))).toEqual([]);
  });

  it('are not looked for in more than 1 MB, which is none that is taken in', () => {
    const sized = (bytes: number) => {
      const without = JSON.stringify({ requestId: 'lead-1', payload, more: '' }).length;
      return { requestId: 'lead-1', payload, more: 'x'.repeat(bytes - without) };
    };
    expect(new Set(of(sized(1_000_000)))).toEqual(new Set([ANN, requestKey('lead-1')]));
    expect(of(sized(1_000_001))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['too large', { requestId: 'lead-1', payload, more: 'x'.repeat(1_000_000) }],
    ['no JSON', Buffer.from('{"payload":')],
  ])('of a message that is %s are those that its attributes name, alone', (_what, message) => {
    expect(of(message, { requestId: 'lead-2' })).toEqual([requestKey('lead-2')]);
  });
});
