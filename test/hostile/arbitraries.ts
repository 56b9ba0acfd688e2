/** Requests of an attacker, or of a broken client. */
import fc from 'fast-check';
import { submission } from '../fixtures.ts';

/** In all, over all entrances: 100,000 in the long form (`npm run test:hostile`). */
const CASES = Number(process.env['HOSTILE_CASES'] ?? 5_000);

/** @param share of all cases @returns how often fast-check tries; a case that takes this long hangs */
export function runs(share: number) {
  return { numRuns: Math.ceil(CASES * share), timeout: 20_000 };
}

const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '\0',
  '\uD800',
  '\uFEFF',
  '..',
  '/',
  '%00',
  '💥',
  '9007199254740993',
  '1e999',
  'x'.repeat(300),
  ' ',
  '',
);
export const text = fc.oneof(
  nasty,
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
export const json = fc.jsonValue({ maxDepth: 6 });

/** A good submission in which something was put in place of something. */
const mutated = fc
  .tuple(
    fc.constantFrom('requestId', 'jobType', 'payload', 'priority', 'expireAfter', 'extra', '__proto__'),
    fc.oneof(json, text, fc.double(), fc.bigInt().map(String)),
  )
  .map(([key, value]) => {
    const job = JSON.stringify({ ...submission('good'), [key === '__proto__' ? 'proto' : key]: value });
    return key === '__proto__' ? job.replace('"proto"', '"__proto__"') : job;
  });

export const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  fc
    .oneof(
      mutated,
      json.map((value) => JSON.stringify(value)),
      text,
      fc.integer({ min: 0, max: 5_000 }).map((depth) => '['.repeat(depth)),
      fc.integer({ min: 0, max: 2_000 }).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
    )
    .map((body) => Buffer.from(body)),
);

/** Headers that somebody looks at, with values that nobody expects. */
export const headers = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'content-encoding',
    'idempotency-key',
    'authorization',
    'ce-type',
    'ce-specversion',
    'x-cloud-trace-context',
  ),
  fc.oneof(
    fc.constantFrom(
      'application/json',
      'application/x-ndjson',
      'application/cloudevents+json',
      'gzip',
      'Bearer a.b.c',
    ),
    text,
  ),
  { noNullPrototype: true },
);
