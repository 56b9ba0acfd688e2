import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../shared/ports/errors.ts';
import { withTrace } from '../../../shared/telemetry/current-trace.ts';
import { LOG_EVENTS, type LogEventName, type LogFields } from '../../../shared/telemetry/log-events.ts';
import { createLogger, type LoggerOptions } from '../../../shared/telemetry/logger.ts';

/** A logger, and the entries that it has written. */
function logger(level: LoggerOptions['level'] = 'DEBUG', projectId?: string) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const telemetry = createLogger({ function: 'submit-jobs', level, projectId, destination });
  return { ...telemetry, entries: () => lines.map((line) => JSON.parse(line)) };
}

function entryOf(name: LogEventName, fields?: LogFields) {
  const { emit, entries } = logger();
  emit(name, fields);
  return entries()[0];
}

describe('a log entry', () => {
  it('has the event as its message, its severity and a time', () => {
    expect(entryOf('job.republishing')).toMatchObject({
      message: 'job.republishing',
      event: 'job.republishing',
      severity: 'NOTICE',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it.each(Object.entries(LOG_EVENTS) as [LogEventName, string][])('%s is %s', (name, severity) => {
    expect(entryOf(name).severity).toBe(severity);
  });

  it('has the labels by which a job is found, and the rest beside them', () => {
    const fields = { requestId: 'a~2', rootId: 'a', jobType: 'enrichMobile', attempt: 2, status: 'failed' };
    expect(entryOf('job.ended', fields)).toMatchObject({
      'logging.googleapis.com/labels': {
        event: 'job.ended',
        function: 'submit-jobs',
        requestId: 'a~2',
        rootId: 'a',
        jobType: 'enrichMobile',
      },
      attempt: 2,
      status: 'failed',
    });
  });

  it('has no label for what is not known', () => {
    expect(entryOf('job.nothing-due', { jobType: null })['logging.googleapis.com/labels']).toEqual({
      event: 'job.nothing-due',
      function: 'submit-jobs',
    });
  });

  it('is left out below the least severity', () => {
    const { emit, entries } = logger('WARNING');
    for (const name of ['job.stale', 'job.created', 'job.external', 'job.unanswered'] as const) emit(name);
    expect(entries().map(({ event }) => event)).toEqual(['job.external', 'job.unanswered']);
  });
});

describe('an error in a log entry', () => {
  it('is its name, code, place and cause, without messages: they may quote what they choked on', () => {
    const cause = Object.assign(new Error('Ingrid'), { code: 14 });
    const { error } = entryOf('store.unavailable', { error: new StoreUnavailableError({ cause }) });
    expect(error).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'store-unavailable',
      cause: { name: 'Error', code: 14 },
    });
    expect(error.frames.length).toBeGreaterThan(0);
    expect(error.frames.length).toBeLessThanOrEqual(8);
    expect(JSON.stringify(error)).not.toContain('Ingrid');
  });

  it('that is none is its kind', () => {
    expect(entryOf('request.failed', { error: 'Ingrid' }).error).toEqual({ name: 'string' });
  });
});

describe('the trace of a request', () => {
  const TRACE = { traceId: '0123456789abcdef0123456789abcdef', spanId: '0123456789abcdef', sampled: true };
  const fields = (entry: Record<string, unknown>) =>
    ['trace', 'spanId', 'trace_sampled'].map((name) => entry[`logging.googleapis.com/${name}`]);

  it('is in every entry that its work writes, however late', async () => {
    const { emit, entries } = logger('DEBUG', 'p');
    await withTrace(TRACE, async () => {
      await Promise.resolve();
      emit('job.created');
    });
    emit('job.published');
    expect(entries().map(fields)).toEqual([
      [`projects/p/traces/${TRACE.traceId}`, TRACE.spanId, true],
      [undefined, undefined, undefined],
    ]);
  });

  it('is in none where no project is known', () => {
    const { emit, entries } = logger();
    withTrace(TRACE, () => emit('job.created'));
    expect(entries().map(fields)).toEqual([[undefined, undefined, undefined]]);
  });
});
