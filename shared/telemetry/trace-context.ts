/**
 * By which trace a request belongs to others: W3C Trace Context (www.w3.org/TR/trace-context), and the header
 * that Google had before it.
 */

/** A place in a trace. */
export interface TraceContext {
  /** 32 hexadecimal digits in lower case, not all zeros. */
  readonly traceId: string;
  /** Of the caller: 16 hexadecimal digits in lower case, not all zeros. */
  readonly spanId: string;
  /** Whether the caller records the trace. */
  readonly sampled: boolean;
}

// A later version may have more behind the flags; ff is none.
const TRACEPARENT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const LARGEST_SPAN = 2n ** 64n;
/** `TRACE_ID/SPAN_ID;o=OPTIONS`, the span as a decimal number (cloud.google.com/trace/docs/trace-context). */
const CLOUD_TRACE = /^(?!0{32})([\da-f]{32})\/(\d{1,20})(?:;o=(\d))?$/;

/**
 * @param headers names in lower case
 * @returns undefined where no header tells a trace, or none that can be read
 */
export function traceOf(headers: Readonly<Record<string, string | undefined>>): TraceContext | undefined {
  return ofTraceparent(headers['traceparent']) ?? ofCloudTrace(headers['x-cloud-trace-context']);
}

/** @returns the header `traceparent` that tells a trace */
export function traceparentOf({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** @returns the trace's ID; null where none is told */
export function traceIdOf(traceparent: string | null): string | null {
  return traceparent === null ? null : (traceOf({ traceparent })?.traceId ?? null);
}

function ofTraceparent(text = ''): TraceContext | undefined {
  const [, version, traceId, spanId, flags = '', more] = TRACEPARENT.exec(text) ?? [];
  if (!traceId || !spanId || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

function ofCloudTrace(text = ''): TraceContext | undefined {
  const [, traceId, span = '0', options] = CLOUD_TRACE.exec(text) ?? [];
  const number = BigInt(span);
  if (!traceId || number === 0n || number >= LARGEST_SPAN) return undefined;
  return { traceId, spanId: number.toString(16).padStart(16, '0'), sampled: options === '1' };
}
