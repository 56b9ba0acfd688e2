import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  address,
  count,
  days,
  email,
  json,
  seconds,
  subscription,
  topic,
} from '../../../shared/config/variable.ts';

function problemsOf(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
}

describe('a topic', () => {
  it('is a full name', () => {
    expect(problemsOf(topic, 'projects/p-1/topics/t.x')).toEqual([]);
  });

  it.each([
    't',
    'projects/p/topics/',
    'projects//topics/t',
    'projects/p/topics/t/u',
    'projects/p/subscriptions/t',
    'projects/p/topics/t t',
    ' projects/p/topics/t',
  ])('is not %j', (text) => {
    expect(problemsOf(topic, text)).toEqual(['must be a full topic name: projects/PROJECT/topics/TOPIC']);
  });
});

describe('a subscription', () => {
  it('is a full name', () => {
    expect(problemsOf(subscription, 'projects/p/subscriptions/s')).toEqual([]);
  });

  it.each(['s', 'projects/p/topics/s', 'projects/p/subscriptions/s/'])('is not %j', (text) => {
    expect(problemsOf(subscription, text)).toEqual([
      'must be a full subscription name: projects/PROJECT/subscriptions/SUBSCRIPTION',
    ]);
  });
});

describe('an e-mail address', () => {
  it('is that of a service account', () => {
    expect(problemsOf(email, 'a@b.iam.example')).toEqual([]);
  });

  it.each(['a', 'a@', '@b', 'a b@c', 'a@b@c'])('is not %j', (text) => {
    expect(problemsOf(email, text)).toEqual(['must be the e-mail address of a service account']);
  });
});

describe('JSON', () => {
  it('is read, and then held to its schema', () => {
    expect(json(z.array(z.number())).parse('[1,2]')).toEqual([1, 2]);
    expect(problemsOf(json(z.array(z.number().max(1, 'must be small'))), '[2]')).toEqual(['must be small']);
  });

  it('that is none says so, and not what it is', () => {
    expect(problemsOf(json(z.array(z.number())), '[secret')).toEqual(['must be JSON']);
  });
});

describe('seconds', () => {
  it('are a whole number', () => {
    expect(seconds(45).parse('0')).toBe(0);
    expect(seconds(45).parse('9999')).toBe(9999);
  });

  it('have a default', () => {
    expect(seconds(45).parse(undefined)).toBe(45);
  });

  it.each(['-1', '1.5', '10000', '1s', ' 1', ''])('are not %j', (text) => {
    expect(problemsOf(seconds(45), text)).toEqual(['must be a whole number of seconds from 0 to 9999']);
  });
});

describe('a count', () => {
  it('is a whole number from 1, with a default', () => {
    expect(count(45).parse('1')).toBe(1);
    expect(count(45).parse('99999')).toBe(99_999);
    expect(count(45).parse(undefined)).toBe(45);
  });

  it.each(['0', '-1', '1.5', '100000', '01', ' 1', ''])('is not %j', (text) => {
    expect(problemsOf(count(45), text)).toEqual(['must be a whole number from 1 to 99999']);
  });
});

describe('an address', () => {
  it.each([
    ['https://query-jobs-abc.a.run.app', 'https://query-jobs-abc.a.run.app'],
    ['https://gateway.acme.com/modigie/', 'https://gateway.acme.com/modigie'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('is one that paths are appended to: %s', (text, url) => {
    expect(address.parse(text)).toBe(url);
  });

  it.each([
    'gateway.acme.com',
    'ftp://x',
    'https://',
    'https://me:sesame@x',
    'https://x?a=b',
    'https://x/a b',
  ])('is no other: %s', (text) => {
    expect(address.safeParse(text).success).toBe(false);
  });
});

describe('a number of days', () => {
  it('is a whole number from 0, with its preset', () => {
    expect(['0', '30', '99999'].map((text) => days(7).parse(text))).toEqual([0, 30, 99999]);
    expect(days(7).parse(undefined)).toBe(7);
  });

  it.each(['', '-1', '1.5', '007', '100000', 'thirty'])('is not %j', (text) => {
    expect(problemsOf(days(0), text)).toEqual(['must be a whole number of days from 0 to 99999']);
  });
});
