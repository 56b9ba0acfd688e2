/** Structured logs as Cloud Logging reads them from stdout. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, pino } from 'pino';
import { currentCaller } from './current-caller.ts';
import { LOG_EVENTS, type LogFields, type Severity, type Telemetry } from './log-events.ts';

const LEVELS: Readonly<Record<Lowercase<Severity>, number>> = {
  debug: 20,
  info: 30,
  notice: 35,
  warning: 40,
  error: 50,
};

const currentTrace = new AsyncLocalStorage<string | undefined>();

export interface LoggerOptions {
  readonly function: string;
  /** The least severity that is logged. */
  readonly level: Severity;
  readonly destination?: DestinationStream;
}

/** @returns telemetry that writes each log event as one JSON line. */
export function createLogger({ function: name, level, destination }: LoggerOptions): Telemetry {
  const log = pino(
    {
      base: null,
      level: lowerCase(level),
      customLevels: LEVELS,
      useOnlyCustomLevels: true,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ severity: label.toUpperCase() }) },
      messageKey: 'message',
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return {
    emit: (event, fields = {}) => log[lowerCase(LOG_EVENTS[event])](entryOf(event, fields, name), event),
  };
}

/**
 * Runs `work`, and has its log entries carry the trace of a request.
 * @param header `X-Cloud-Trace-Context`: `TRACE_ID/SPAN_ID;o=OPTIONS`
 * @param projectId the project of the trace; without one, entries carry none
 */
export function withTrace<T>(header: string | undefined, projectId: string | undefined, work: () => T): T {
  const traceId = /^[0-9a-f]{32}/.exec(header ?? '')?.[0];
  return currentTrace.run(traceId && projectId ? `projects/${projectId}/traces/${traceId}` : undefined, work);
}

function entryOf(event: string, fields: LogFields, name: string): Record<string, unknown> {
  const { requestId, rootId, jobType, error, ...rest } = fields;
  const trace = currentTrace.getStore();
  const caller = currentCaller();
  return {
    event,
    ...(trace && { 'logging.googleapis.com/trace': trace }),
    'logging.googleapis.com/labels': {
      event,
      function: name,
      ...(requestId !== undefined && { requestId }),
      ...(rootId !== undefined && { rootId }),
      ...(jobType && { jobType }),
    },
    ...(caller !== undefined && { caller }),
    ...rest,
    ...(error !== undefined && { error: describe(error) }),
  };
}

/** Name, code and stack frames of a fault. Its message is left out: it may quote a payload. */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, code, stack, cause } = error as Error & { code?: unknown };
  const frames = stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
  return {
    name,
    ...(code !== undefined && { code }),
    ...(frames && { frames }),
    ...(cause instanceof Error && { cause: summaryOf(cause) }),
  };
}

function summaryOf({ name, ...cause }: Error & { code?: unknown }) {
  return { name, ...(cause.code !== undefined && { code: cause.code }) };
}

function lowerCase(severity: Severity): Lowercase<Severity> {
  return severity.toLowerCase() as Lowercase<Severity>;
}
