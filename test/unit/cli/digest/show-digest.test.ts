import { describe, expect, it } from 'vitest';
import { showDigest } from '../../../../cli/digest/show-digest.ts';
import { DIGESTED } from '../../../../shared/api/digest-example.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

async function shown(digested: object, width?: number, json?: readonly string[]) {
  const call = scriptedCall([answer(200, digested)], width);
  expect(await showDigest(call, 'a b', { json })).toBe(0);
  expect(call.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/jobs/a%20b:digest']);
  return call.sink.written();
}

describe('digest ID', () => {
  it('tells a person facts, decisions with their reasons, and patches', async () => {
    const lines = (await shown(DIGESTED, 80)).split('\n');
    expect(lines[0]).toBe('contact-88213_enrichMobile_1 is completed.');
    expect(lines.slice(1, 4)).toEqual([
      'Facts:',
      '  mobile  +17025550100     appended',
      '  title   Head of Routing  verified',
    ]);
    expect(lines).toContain(
      '  set    mobile            +17025550100             Modigie found it, and what was sent had none.',
    );
    expect(lines).toContain(
      '  never  company           (was Hollander Freight)  A company is never written: its spelling differs, and in ' +
        'a CRM it is a relation.',
    );
    expect(lines.at(-2)).toMatch(/^ {2}hubspot {2}88213 {2}\{"id":"88213","properties":\{"mobilephone":/);
  });

  it('shows what a gateway sends, and does not obey it', async () => {
    const decision = { field: 'mob\u001b[2Jile', action: 'set', value: 'a\nb', rule: 'x', because: 'y' };
    const digest = { facts: { emails: [] }, decisions: [decision], patches: [] };
    const text = await shown({ ...DIGESTED, digest }, 80);
    expect(text).toContain('  set  mob\\u001b[2Jile  a\\nb  y');
    expect(text).toContain('Facts: none\n');
  });

  it('tells every kind of fact', async () => {
    const facts = {
      linkedIn: { url: 'https://l', how: 'replaced' },
      employment: { state: 'unknown' },
      emails: [
        { address: 'a@x.test', deliverable: true, new: true },
        { address: 'b@x.test', deliverable: null, new: false },
      ],
      mobileCheck: 'good_mobile',
    };
    const text = await shown({ ...DIGESTED, digest: { facts, decisions: [], patches: [] } });
    expect(text.split('\n')).toEqual([
      'job\tcontact-88213_enrichMobile_1\tcompleted\t',
      'fact\tlinkedIn\thttps://l\treplaced',
      'fact\temployment\tunknown\t',
      'fact\temail\ta@x.test\tappended, deliverable',
      'fact\temail\tb@x.test\tsent, delivery not known',
      'fact\tmobileCheck\tgood_mobile\t',
      '',
    ]);
  });

  it('tells a program a line for each fact, decision and patch', async () => {
    const lines = (await shown(DIGESTED)).trimEnd().split('\n');
    expect(lines.map((line) => line.split('\t')[0])).toEqual([
      'job',
      ...['fact', 'fact'],
      ...Array.from({ length: 6 }, () => 'decision'),
      'patch',
    ]);
    expect(lines.find((line) => line.startsWith('decision\tset\ttitle'))).toBe(
      'decision\tset\ttitle\tHead of Routing\t\tverifyEmployment.verified\t' +
        'Modigie verified it, and what was sent had none.',
    );
  });

  it.each([
    ['not-completed', 'a completed job alone is digested'],
    ['purged', 'its details were purged'],
    ['erased', 'the data of this person was erased on request'],
    ['no-payload', 'its answer has no payload'],
    ['too-large', 'it would be larger than a result may be'],
    ['of-a-newer-gateway', 'of-a-newer-gateway'],
  ])('says why there is none: %s', async (reason, why) => {
    const none = { requestId: 'a', status: 'failed', digest: null, reason };
    expect(await shown(none, 80)).toBe(`a is failed, and has no digest: ${why}.\n`);
    expect(await shown(none)).toBe(`job\ta\tfailed\t${reason}\n`);
  });

  it('is one document as JSON', async () => {
    expect(JSON.parse(await shown(DIGESTED, 80, []))).toEqual(DIGESTED);
    expect(JSON.parse(await shown(DIGESTED, 80, ['status']))).toEqual({ status: 'completed' });
  });
});
