/** The lead of `--lead`: a file with the JSON that `POST /v1/jobs` takes. */
import { readFile } from 'node:fs/promises';
import { LIMITS } from '../../shared/api/limits.ts';
import { SubmissionSchema } from '../../shared/api/submission.ts';
import { violationsOf } from '../../shared/api/violations.ts';
import { readJson } from '../../shared/protocol/read-json.ts';
import { UserError } from '../output/user-error.ts';

export interface Lead {
  readonly requestId: string;
  /** The submission as JSON, its values as they are written in the file. */
  readonly json: string;
}

/**
 * @param requestId given to a lead whose file names none
 * @throws UserError which names each field that is wrong, its kind, and never its value
 */
export async function readLeadFile(path: string, requestId: string): Promise<Lead> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${path} cannot be read (${error.code}).`);
  });
  const read = readJson(bytes, { maxValues: LIMITS.submissionValues });
  if (!read.ok)
    throw new UserError(`${path} has to be one JSON object, as POST /v1/jobs takes (${read.reason}).`);
  const parsed = SubmissionSchema.safeParse(read.value);
  if (!parsed.success) {
    const wrong = violationsOf(parsed.error, read.value).map(
      ({ pointer, detail }) => `  ${pointer || '/'} ${detail}`,
    );
    throw new UserError([`${path} is no lead as POST /v1/jobs takes it:`, ...wrong].join('\n'));
  }
  const named = parsed.data.requestId;
  return named === undefined
    ? { requestId, json: read.text.replace('{', `{"requestId":"${requestId}",`) }
    : { requestId: named, json: read.text };
}
