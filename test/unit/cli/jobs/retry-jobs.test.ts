import { describe, expect, it } from 'vitest';
import { type RetryJobsOptions, retryJobs } from '../../../../cli/jobs/retry-jobs.ts';
import { GatewayError } from '../../../../client/index.ts';
import { problem } from '../../../../shared/api/problem.ts';
import { type Answer, answer, refusal, type ScriptedAnswer } from '../../client/scripted.ts';
import { jobOf, scriptedCall } from './call.ts';

const READ: Readonly<Record<string, object | null>> = {
  failed: jobOf('failed', { status: 'failed' }),
  canceled: jobOf('canceled', { status: 'canceled' }),
  // The root of a lineage stands for its latest attempt.
  root: jobOf('root~2', { rootId: 'root', status: 'unanswered' }),
  'root~2': jobOf('root~2', { rootId: 'root', status: 'unanswered' }),
  done: jobOf('done'),
  again: jobOf('again', { status: 'failed', retriedBy: 'again~2' }),
  stranger: null,
};
const REFUSED = problem('not-retryable', 'It completed.', { reason: 'completed' });

/** A gateway that reads as above, and retries all but those that completed. */
const gateway: ScriptedAnswer = ({ url, body }) => {
  const { pathname } = new URL(url);
  if (pathname === '/v1/jobs:batchGet') {
    const { requestIds } = JSON.parse(String(body));
    return answer(200, { jobs: requestIds.map((one: string) => READ[one] ?? null), unreadable: ['torn'] });
  }
  const requestId = decodeURIComponent(pathname.replace(/^\/v1\/jobs\/|:retry$/g, ''));
  if (requestId === 'done') return answer(409, REFUSED);
  if (requestId === 'stranger') return answer(404, problem('job-not-found', 'Check the request ID.'));
  const held = requestId === 'canceled' && { held: '*' };
  return answer(202, jobOf(`${requestId}~9`, { ...held }));
};

interface Tried extends RetryJobsOptions {
  readonly says?: boolean | 'interrupted';
  readonly answers?: readonly Answer[];
}

async function tried(ids: readonly string[], { says, answers = [gateway], ...options }: Tried) {
  const call = scriptedCall(answers);
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    if (says === 'interrupted') call.interrupt();
    return says === true;
  };
  const result = await retryJobs({ ...call, ask: says === undefined ? undefined : ask }, ids, options).catch(
    (error: unknown) => error,
  );
  const retries = call.requests.filter(({ url }) => url.endsWith(':retry')).length;
  return {
    result,
    questions,
    retries,
    told: call.told,
    rows: call.sink.written().split('\n').slice(0, -1),
    call,
  };
}

describe('jobs retry', () => {
  it('asks once, and says how many may be charged', async () => {
    const answered = await tried(['failed', 'canceled', 'root'], { says: true });
    const { result, questions, retries, rows, told } = answered;
    expect(questions).toEqual(['Retry 3 jobs (up to 3 charges)? [y/N] ']);
    expect([result, retries]).toEqual([0, 3]);
    expect(rows).toEqual([
      'failed\tretried\t\tfailed~9',
      'canceled\tretried\t\tcanceled~9',
      'root\tretried\t\troot~2~9',
    ]);
    expect(told).toEqual(['canceled~9: nothing goes out while * is held (holds release).']);
  });

  it('speaks of one job as of one', async () => {
    expect((await tried(['failed'], { says: true })).questions).toEqual([
      'Retry 1 job (up to 1 charge)? [y/N] ',
    ]);
  });

  it('says how many cannot be, and retries the others alone', async () => {
    const ids = ['failed', 'done', 'stranger', 'again', 'torn'];
    const { result, questions, retries, rows } = await tried(ids, { says: true });
    expect(questions).toEqual([
      '4 of 5 cannot be retried, which --dry-run explains. Retry 1 job (up to 1 charge)? [y/N] ',
    ]);
    expect([result, retries]).toEqual([5, 1]);
    expect(rows).toEqual([
      'failed\tretried\t\tfailed~9',
      'done\trefused\tcompleted\t',
      'stranger\tnot-found\t\t',
      'again\tretried-before\t\tagain~2',
      'torn\tunreadable\t\t',
    ]);
  });

  it('counts a job that is named twice as one charge', async () => {
    const { questions, retries, rows } = await tried(['root', 'root~2', 'root'], { says: true });
    expect(questions).toEqual(['Retry 1 job (up to 1 charge)? [y/N] ']);
    expect(retries).toBe(1);
    expect(rows).toEqual(['root\tretried\t\troot~2~9', 'root~2\tretried\t\troot~2~9']);
  });

  it('retries nothing when the person says no, or leaves', async () => {
    for (const [says, code] of [[false, 1] as const, ['interrupted', 130] as const]) {
      const { result, retries, rows, told } = await tried(['failed', 'done'], { says });
      expect([result, retries, rows, told]).toEqual([code, 0, [], ['Nothing was retried.']]);
    }
  });

  it('asks nothing where nothing could be retried', async () => {
    const { result, questions, retries } = await tried(['done', 'stranger'], { says: false });
    expect([result, questions, retries]).toEqual([5, [], 0]);
    expect((await tried(['again'], { says: false })).result).toBe(0);
  });

  it('without a terminal and without --yes is refused before anything is called', async () => {
    const { result, call } = await tried(['failed'], {});
    expect(result).toMatchObject({ code: 'user-error', exitCode: 2 });
    expect(String(result)).toContain('--yes');
    expect(call.requests).toEqual([]);
  });
});

describe('jobs retry --yes', () => {
  it('reads nothing: the gateway says what it refuses, and why', async () => {
    const { result, retries, rows, told, call } = await tried(['failed', 'done', 'stranger'], { yes: true });
    expect([result, retries, call.requests.length]).toEqual([5, 3, 3]);
    expect(rows).toEqual([
      'failed\tretried\t\tfailed~9',
      'done\trefused\tcompleted\t',
      'stranger\tnot-found\t\t',
    ]);
    expect(told).toEqual(['done: It completed.', 'stranger: Check the request ID.']);
  });

  it('of one job that is refused is a fault, and no bulk', async () => {
    expect((await tried(['done'], { yes: true })).result).toBe(1);
  });

  it('stops at a failure that is about no job, and tells what was done', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `job-${i}`);
    let calls = 0;
    const ends: ScriptedAnswer = (request) => {
      calls += 1;
      return calls <= 3 ? gateway(request) : refusal('forbidden');
    };
    const { result, rows, retries } = await tried(ids, { yes: true, answers: [ends] });
    expect(result).toBeInstanceOf(GatewayError);
    expect(result).toMatchObject({ type: 'forbidden' });
    expect(rows).toHaveLength(30);
    expect(rows.filter((row) => row.includes('\tretried\t'))).toHaveLength(3);
    expect(rows.filter((row) => row.includes('\tnot-tried\t'))).toHaveLength(27);
    // At most those that were under way.
    expect(retries).toBeLessThan(20);
  });

  it('calls a job unknown of whose retry no answer told how it ended: it may have been done', async () => {
    const broken = () => {
      throw new TypeError('socket hang up');
    };
    for (const last of [() => refusal('unavailable'), broken]) {
      const losing: ScriptedAnswer = (request) => (request.url.includes('lost') ? last() : gateway(request));
      const { result, rows } = await tried(['lost', 'failed'], { yes: true, answers: [losing] });
      expect(result).toMatchObject({ retryable: true });
      expect(rows).toEqual(['lost\tunknown\t\t', 'failed\tretried\t\tfailed~9']);
    }
  });

  it('begins none once it is interrupted', async () => {
    const call = scriptedCall([gateway]);
    call.interrupt();
    await expect(retryJobs({ ...call, ask: undefined }, ['failed'], { yes: true })).rejects.toThrow('abort');
    expect([call.sink.written(), call.requests]).toEqual(['failed\tnot-tried\t\t\n', []]);
  });
});

describe('jobs retry --dry-run', () => {
  it('says which would be retried or refused, and why, and changes nothing', async () => {
    const ids = ['failed', 'done', 'stranger', 'again', 'torn'];
    const { result, retries, rows, questions } = await tried(ids, { dryRun: true, yes: true });
    expect([result, retries, questions]).toEqual([0, 0, []]);
    expect(rows).toEqual([
      'failed\tretryable\t\t',
      'done\trefused\tcompleted\t',
      'stranger\tnot-found\t\t',
      'again\tretried-before\t\tagain~2',
      'torn\tunreadable\t\t',
    ]);
  });

  it('is told as JSON as well', async () => {
    const { call } = await tried(['done'], { dryRun: true, json: [] });
    expect(JSON.parse(call.sink.written())).toEqual([
      { requestId: 'done', outcome: 'refused', reason: 'completed', successor: null },
    ]);
  });
});
