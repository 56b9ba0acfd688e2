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

export const FAILED = error(
  'JobFailReason',
  500,
  'Failed',
  'The job failed. Send the request again under a new ID.',
);
export const DEADLINE_EXCEEDED = error(
  'JobDeadlineExceededReason',
  504,
  'Deadline exceeded',
  'Processing took too long. Send the request again under a new ID.',
);
export const CANCELED = warning('JobCancelReason', 409, 'Canceled', 'The job was canceled.');
export const EVICTED = warning('JobPipelineEvictedReason', 410, 'Evicted', 'The repository was shut down.');
export const EXPIRED = warning('JobExpireReason', 408, 'Expired', 'Processing did not start in time.');

export function rejected(why: string): Reason {
  return error('JobRejectReason', 400, 'Bad request', why);
}

function error(reasonType: string, code: number, title: string, body: string): Reason {
  return {
    reasonType,
    code,
    level: 'error',
    title,
    body,
    subtitle: 'Error',
    message: `Error: ${title}. ${body}`,
  };
}

function warning(reasonType: string, code: number, title: string, body: string): Reason {
  return {
    reasonType,
    code,
    level: 'warning',
    title,
    body,
    subtitle: 'Warning',
    message: `Warning: ${title}. ${body}`,
  };
}
