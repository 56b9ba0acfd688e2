/** Structured logs as Cloud Logging reads them from stdout. */
import { type DestinationStream, pino } from 'pino';
import { currentCaller } from './current-caller.ts';
import { currentTrace } from './current-trace.ts';
import { LOG_EVENTS, type LogFields, type Severity, type Telemetry } from './log-events.ts';

const LEVELS: Readonly<Record<Lowercase<Severity>, number>> = {
  debug: 20,
  info: 30,
  notice: 35,
  warning: 40,
  error: 50,
};

export interface LoggerOptions {
  readonly function: string;
  /** The least severity that is logged. */
  readonly level: Severity;
  /** The project whose traces the entries belong to; without one, they name none. */
  readonly projectId?: string | undefined;
  readonly destination?: DestinationStream;
}

/** @returns telemetry that writes each log event as one JSON line. */
export function createLogger({ function: name, level, projectId, destination }: LoggerOptions): Telemetry {
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
    emit: (event, fields = {}) =>
      log[lowerCase(LOG_EVENTS[event])](
        { ...entryOf(event, fields, name), ...traceFields(projectId) },
        event,
      ),
  };
}

function entryOf(event: string, fields: LogFields, name: string): Record<string, unknown> {
  const { requestId, rootId, jobType, error, ...rest } = fields;
  const caller = currentCaller();
  return {
    event,
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

/** By these Cloud Logging tells its trace (cloud.google.com/logging/docs/structured-logging). */
function traceFields(projectId: string | undefined): Record<string, unknown> {
  const trace = currentTrace();
  if (!trace || !projectId) return {};
  return {
    'logging.googleapis.com/trace': `projects/${projectId}/traces/${trace.traceId}`,
    'logging.googleapis.com/spanId': trace.spanId,
    'logging.googleapis.com/trace_sampled': trace.sampled,
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
