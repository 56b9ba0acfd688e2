import { describe, expect, it } from 'vitest';
import { labelsOf, report } from '../../../shared/use-cases/report.ts';
import { publishedRecord, testGateway } from '../../fixtures.ts';
import { answeredRecord } from '../jobs/samples.ts';

describe('the report of a decision', () => {
  it("is a log entry under the outcome's name, with the labels of the job", () => {
    const gateway = testGateway();
    report(gateway, { type: 'published' }, publishedRecord());
    expect(gateway.events).toEqual([
      {
        name: 'job.published',
        fields: {
          requestId: 'lead-1',
          rootId: 'lead-1',
          attempt: 1,
          jobType: 'enrichMobile',
          status: 'published',
        },
      },
    ]);
  });

  it("has the reason of Modigie's latest answer", () => {
    const gateway = testGateway();
    report(gateway, { type: 'ended' }, answeredRecord('failed', 'JobFailReason'));
    expect(gateway.events).toMatchObject([{ name: 'job.ended', fields: { reason: 'JobFailReason' } }]);
  });

  it('has the reason of a refused retry', () => {
    const gateway = testGateway();
    report(
      gateway,
      { type: 'not-retryable', refusal: 'in-progress' },
      answeredRecord('failed', 'JobFailReason'),
    );
    expect(gateway.events).toMatchObject([{ name: 'job.not-retryable', fields: { reason: 'in-progress' } }]);
  });

  it('has no labels for an unknown request ID', () => {
    const gateway = testGateway();
    report(gateway, { type: 'nothing-due' }, undefined);
    expect(gateway.events).toEqual([{ name: 'job.nothing-due', fields: {} }]);
  });

  it('leaves out a publish that failed, which is logged with its cause where it fails', () => {
    const gateway = testGateway();
    report(gateway, { type: 'publish-failed' }, publishedRecord());
    expect(gateway.events).toEqual([]);
  });
});

describe('the labels of a job', () => {
  it('are IDs and codes, and nothing that a person typed', () => {
    expect(JSON.stringify(labelsOf(answeredRecord('completed')))).not.toMatch(/Ingrid|Hollander/);
  });
});
