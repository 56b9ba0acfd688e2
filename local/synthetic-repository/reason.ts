/** Why a job ended badly (docs/protocol.md §5.2; the values of `code` and `level` are ours: C8). */

export interface Reason {
  readonly reasonType: string;
  readonly code: number;
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly body: string;
  readonly subtitle: string;
  readonly message: string;
}

export const FAILED = error('JobFailReason', {
  code: 500,
  title: 'Failed',
  body: 'The job failed. Send the request again under a new ID.',
});
export const DEADLINE_EXCEEDED = error('JobDeadlineExceededReason', {
  code: 504,
  title: 'Deadline exceeded',
  body: 'Processing took too long. Send the request again under a new ID.',
});
export const CANCELED = warning('JobCancelReason', {
  code: 409,
  title: 'Canceled',
  body: 'The job was canceled.',
});
export const EVICTED = warning('JobPipelineEvictedReason', {
  code: 410,
  title: 'Evicted',
  body: 'The repository was shut down.',
});
export const EXPIRED = warning('JobExpireReason', {
  code: 408,
  title: 'Expired',
  body: 'Processing did not start in time.',
});

/** @param body why the request was rejected */
export function rejected(body: string): Reason {
  return error('JobRejectReason', { code: 400, title: 'Bad request', body });
}

type Explanation = Pick<Reason, 'code' | 'title' | 'body'>;

function error(reasonType: string, explanation: Explanation): Reason {
  const message = `Error: ${explanation.title}. ${explanation.body}`;
  return { reasonType, level: 'error', ...explanation, subtitle: 'Error', message };
}

function warning(reasonType: string, explanation: Explanation): Reason {
  const message = `Warning: ${explanation.title}. ${explanation.body}`;
  return { reasonType, level: 'warning', ...explanation, subtitle: 'Warning', message };
}
