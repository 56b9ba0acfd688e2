import { describe, expect, it } from 'vitest';
import { traceIdOf, traceOf, traceparentOf } from '../../../shared/telemetry/trace-context.ts';

const TRACE = '0123456789abcdef0123456789abcdef';
const SPAN = '0123456789abcdef';
const parent = (text: string) => traceOf({ traceparent: text });
const cloud = (text: string) => traceOf({ 'x-cloud-trace-context': text });

describe('a trace', () => {
  it.each([
    [`00-${TRACE}-${SPAN}-01`, true],
    [`00-${TRACE}-${SPAN}-00`, false],
    // Flags of a later version.
    [`00-${TRACE}-${SPAN}-03`, true],
    [`cc-${TRACE}-${SPAN}-01`, true],
    [`cc-${TRACE}-${SPAN}-01-what-the-future-holds`, true],
  ])('is read of traceparent: %s', (text, sampled) => {
    expect(parent(text)).toEqual({ traceId: TRACE, spanId: SPAN, sampled });
  });

  it.each([
    '',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}0-${SPAN}-01`,
    ` 00-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01\n`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
    '-'.repeat(100_000),
  ])('is none of traceparent: %j', (text) => {
    expect(parent(text)).toBeUndefined();
  });

  it.each([
    [`${TRACE}/1;o=1`, '0000000000000001', true],
    [`${TRACE}/1;o=0`, '0000000000000001', false],
    [`${TRACE}/81985529216486895`, SPAN, false],
    [`${TRACE}/18446744073709551615;o=1`, 'f'.repeat(16), true],
  ])("is read of Google's header: %s", (text, spanId, sampled) => {
    expect(cloud(text)).toEqual({ traceId: TRACE, spanId, sampled });
  });

  it.each([
    '',
    TRACE,
    `${TRACE}/0;o=1`,
    `${TRACE}/18446744073709551616;o=1`,
    `${TRACE}/-1`,
    `${TRACE}/1e3`,
    `${'0'.repeat(32)}/1`,
    `${TRACE}/${'9'.repeat(100_000)}`,
  ])("is none of Google's header: %j", (text) => {
    expect(cloud(text)).toBeUndefined();
  });

  it("is that of traceparent, and of Google's header where that cannot be read", () => {
    const other = `${'f'.repeat(32)}/1`;
    const both = (traceparent: string) => traceOf({ traceparent, 'x-cloud-trace-context': other })?.traceId;
    expect([both(`00-${TRACE}-${SPAN}-01`), both('?')]).toEqual([TRACE, 'f'.repeat(32)]);
    expect(traceOf({})).toBeUndefined();
  });

  it('is written as it is read', () => {
    for (const sampled of [true, false]) {
      const trace = { traceId: TRACE, spanId: SPAN, sampled };
      expect(parent(traceparentOf(trace))).toEqual(trace);
    }
    expect([traceIdOf(`00-${TRACE}-${SPAN}-01`), traceIdOf('?'), traceIdOf(null)]).toEqual([
      TRACE,
      null,
      null,
    ]);
  });
});
