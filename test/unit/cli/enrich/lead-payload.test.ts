import { describe, expect, it } from 'vitest';
import { explainViolations, toSubmission } from '../../../../cli/enrich/lead-payload.ts';
import { INPUT_COLUMNS, type InputColumn } from '../../../../cli/lists/input-columns.ts';
import { VirtualClock } from '../../../../local/clock.ts';
import { ORDINARY } from '../../../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../../../local/stacks/embedded-stack.ts';
import { REALISTIC } from '../../../../local/synthetic-repository/repository.ts';
import {
  MEMBERS_OF,
  missingInput,
  type RequiredField,
  requirementsOf,
} from '../../../../shared/protocol/job-types.ts';
import { PayloadSchema } from '../../../../shared/protocol/payload.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';
import { START } from '../../../fixtures.ts';

type Cells = Partial<Record<InputColumn, string>>;

/** @returns the submission of a row of a list that has IDs; a blank cell is no value */
const submissionOf = (cells: Cells, jobType = 'enrichMobile') =>
  toSubmission(valuesOf(cells), { jobType, hasIds: true });
const valuesOf = (cells: Cells) =>
  new Map((Object.entries(cells) as [InputColumn, string][]).filter(([, cell]) => cell !== ''));
const source = (propertyName: string, objectId = '7') => ({ objectSystem: 'csv', objectId, propertyName });

describe('a row of leads.csv', () => {
  it('becomes a submission in which every value has its source', () => {
    expect(
      submissionOf({
        id: '7',
        firstName: 'Ingrid',
        middleNames: 'A. B.',
        lastName: 'Lindqvist',
        email: 'ingrid@hollander.example',
        company: 'Hollander Freight',
        position: 'Head of Routing',
        linkedInUrl: 'linkedin.com/in/ingrid-l',
        phone: '+1 303-555-0142',
        tags: 'team=emea; list = spring ;',
      }),
    ).toEqual({
      submission: {
        requestId: '7_enrichMobile_1',
        jobType: 'enrichMobile',
        payload: {
          person: {
            firstName: 'Ingrid',
            middleNames: 'A. B.',
            lastName: 'Lindqvist',
            source: source('firstName,middleNames,lastName'),
          },
          employment: {
            company: { title: 'Hollander Freight', source: source('company') },
            position: { title: 'Head of Routing', source: source('position') },
          },
          emailAddresses: [
            {
              emailAddress: { userFormat: 'ingrid@hollander.example' },
              rels: ['business'],
              source: source('email'),
            },
          ],
          phoneNumbers: [{ phoneNumber: { userFormat: '+1 303-555-0142' }, source: source('phone') }],
          urls: [{ url: { userFormat: 'linkedin.com/in/ingrid-l' }, source: source('linkedInUrl') }],
          tags: [
            { name: 'team', value: 'emea' },
            { name: 'list', value: 'spring' },
          ],
        },
      },
    });
  });

  it('becomes a payload that Modigie takes, whichever of its cells are filled', () => {
    const filled = Object.fromEntries(INPUT_COLUMNS.map((column) => [column, column]));
    for (const column of INPUT_COLUMNS) {
      const alone = submissionOf({ id: '7', tags: '', [column]: column === 'tags' ? 'a=b' : 'x' });
      const without = submissionOf({ ...filled, tags: 'a=b', [column]: column === 'id' ? '7' : '' });
      for (const made of [alone, without])
        expect(
          PayloadSchema.safeParse('submission' in made && made.submission.payload),
          column,
        ).toMatchObject({
          success: true,
        });
    }
  });

  it('leaves out what is blank', () => {
    expect(submissionOf({ id: '7', firstName: 'Ann', company: '' })).toEqual({
      submission: {
        requestId: '7_enrichMobile_1',
        jobType: 'enrichMobile',
        payload: { person: { firstName: 'Ann', source: source('firstName') } },
      },
    });
  });

  it('has a request ID for each job type', () => {
    expect(submissionOf({ id: 'contact.7' }, 'verifyMobile')).toMatchObject({
      submission: { requestId: 'contact.7_verifyMobile_1', jobType: 'verifyMobile' },
    });
  });

  it('has an encoded request ID where its own has other characters, and its own in the sources', () => {
    expect(submissionOf({ id: 'ann@b.example', firstName: 'Ann' })).toMatchObject({
      submission: {
        requestId: 'ann~40b.example_enrichMobile_1',
        payload: { person: { source: { objectId: 'ann@b.example' } } },
      },
    });
  });

  it('cannot be sent with a blank id, in a list that has IDs', () => {
    expect(submissionOf({ firstName: 'Ann' })).toEqual({
      problem: 'id is blank: give it one, or do without in the whole list by --map id=',
    });
  });

  it.each(['emea', '=emea', 'team=', 'team=emea;x', ' = '])('cannot be sent with the tags %j', (tags) => {
    expect(submissionOf({ id: '7', tags })).toEqual({
      problem: 'tags must be name=value, several separated by ;',
    });
  });

  it('may have a tag with = in its value, and blanks between tags', () => {
    expect(submissionOf({ id: '7', tags: ';q=a=b; ; c=d' })).toMatchObject({
      submission: {
        payload: {
          tags: [
            { name: 'q', value: 'a=b' },
            { name: 'c', value: 'd' },
          ],
        },
      },
    });
  });
});

describe('a row of a list without IDs', () => {
  const withoutId = (cells: Cells, jobType = 'enrichMobile') => {
    const made = toSubmission(valuesOf(cells), { jobType, hasIds: false });
    if ('problem' in made) throw new Error(made.problem);
    return made.submission;
  };
  const ANN = { firstName: 'Ann', lastName: 'Lee', company: 'Acme' };

  it('has the ID of its content, and no other than the gateway gives it', async () => {
    const { requestId, ...submission } = withoutId(ANN);
    expect(requestId).toMatch(/^c-[0-9a-f]{64}$/);
    const clock = new VirtualClock(START);
    const own = { timing: REALISTIC, misbehaviour: ORDINARY, telemetry: SILENT, sweepEveryMs: null };
    const { api } = createEmbeddedStack({ clock, ...own });
    const headers = { 'content-type': 'application/json' };
    const body = Buffer.from(JSON.stringify(submission));
    const answer = await clock.during(() => api({ method: 'POST', target: '/v1/jobs', headers, body }));
    expect(JSON.parse(answer.body)).toMatchObject({ requestId });
  });

  it('is the same lead with the same values, and another with any other value or job type', () => {
    const { requestId } = withoutId(ANN);
    expect(withoutId({ company: 'Acme', lastName: 'Lee', firstName: 'Ann' }).requestId).toBe(requestId);
    const others = [withoutId({ ...ANN, tags: 'a=b' }), withoutId({ ...ANN, firstName: 'Bob' })];
    const ids = [requestId, ...others.map((one) => one.requestId), withoutId(ANN, 'verifyMobile').requestId];
    expect(new Set(ids).size).toBe(4);
  });

  it('tells of sources by their columns alone', () => {
    expect(withoutId(ANN).payload).toMatchObject({
      person: { source: { objectSystem: 'csv', propertyName: 'firstName,lastName' } },
    });
    expect(JSON.stringify(withoutId(ANN).payload)).not.toContain('objectId');
  });
});

describe('violations that a gateway found', () => {
  it.each([
    ['/requestId', 'id'],
    ['/jobType', '--job-type'],
    ['/payload/person/firstName', 'firstName'],
    ['/payload/person/middleNames', 'middleNames'],
    ['/payload/person/lastName', 'lastName'],
    ['/payload/employment/company/title', 'company'],
    ['/payload/employment/position/title', 'position'],
    ['/payload/emailAddresses/0/emailAddress/userFormat', 'email'],
    ['/payload/phoneNumbers', 'phone'],
    ['/payload/urls/0/url/userFormat', 'linkedInUrl'],
    ['/payload/tags/1/name', 'tags'],
    ['/priority', '/priority'],
  ])('at %s are told of %s', (pointer, name) => {
    expect(explainViolations([{ pointer, detail: 'is wrong' }])).toBe(`${name} is wrong`);
  });

  it('are told in one line', () => {
    expect(
      explainViolations([
        { pointer: '/payload/person/firstName', detail: 'is required' },
        { pointer: '/payload/tags/0/value', detail: 'must not be empty' },
      ]),
    ).toBe('firstName is required; tags must not be empty');
  });

  it.each([
    ['enrichMobile', ['firstName', 'lastName', 'company']],
    ['enrichLinkedIn', ['firstName', 'lastName', 'email', 'company']],
    ['verifyMobile', ['firstName', 'lastName', 'phone']],
  ])('of %s lacking input name the columns of the file', (jobType, columns) => {
    expect(explainViolations(missingInput(requirementsOf(jobType), {}, '/payload'))).toBe(
      columns.map((name) => `${name} is required by this job type: give ${name}, not blank`).join('; '),
    );
  });

  it('name no member of the payload, whatever a gateway requires', () => {
    const fields = Object.keys(MEMBERS_OF) as RequiredField[];
    const told = explainViolations(missingInput([{ anyOf: fields.map((field) => [field]) }], {}, '/payload'));
    expect(told).toBe(
      'firstName is required by this job type: give firstName, or lastName, or company, or email, or email, ' +
        'or phone, or linkedInUrl with a LinkedIn profile, not blank',
    );
  });
});
