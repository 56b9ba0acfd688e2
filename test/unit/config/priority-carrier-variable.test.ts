import { describe, expect, it } from 'vitest';
import { PriorityCarrierSchema } from '../../../shared/config/priority-carrier-variable.ts';

describe('PRIORITY_CARRIER', () => {
  it.each([
    ['nowhere', { in: 'nowhere' }],
    ['body', { in: 'body' }],
    ['attribute:priority', { in: 'attribute', name: 'priority' }],
    ['attribute:job.priority-1_x', { in: 'attribute', name: 'job.priority-1_x' }],
  ])('may be %s', (text, carrier) => {
    expect(PriorityCarrierSchema.parse(text)).toEqual(carrier);
  });

  it.each([
    '',
    'pigeon',
    'Body',
    'attribute',
    'attribute:',
    'attribute:a b',
    `attribute:${'x'.repeat(257)}`,
  ])('may not be %j', (text) => {
    const problem = PriorityCarrierSchema.safeParse(text).error;
    expect(problem?.issues[0]?.message).toBe('must be nowhere, body, or attribute:NAME');
  });

  it.each([
    'attribute:modigieJobRequestId',
    'attribute:modigiejobexpireafter',
    'attribute:googclient_priority',
  ])('may not take the place of another attribute: %s', (text) => {
    const problem = PriorityCarrierSchema.safeParse(text).error;
    expect(problem?.issues[0]?.message).toMatch(/^must name an attribute of its own/);
  });

  it('may be another of Modigie', () => {
    expect(PriorityCarrierSchema.safeParse('attribute:modigieJobPriority').success).toBe(true);
  });
});
