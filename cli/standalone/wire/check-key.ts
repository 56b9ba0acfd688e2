/** Is the file that applicationKeyFile names a key, and who may read it? The disk alone is asked. */
import { stat } from 'node:fs/promises';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { readableByOthers } from '../files/private-file.ts';
import { readSmallFile } from '../files/small-file.ts';
import { judgeKey } from './key-file.ts';

export interface CheckedKey {
  readonly findings: readonly FindingView[];
  /** Whose key it is; undefined where it is none, or does not tell. */
  readonly account?: string | undefined;
}

export async function checkKey(path: string): Promise<CheckedKey> {
  const text = await readSmallFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (text instanceof Error) return { findings: [unreadable(path, text.code ?? text.message)] };
  const judged = judgeKey(text);
  if (judged.kind === 'none') return { findings: [noKey(path, judged.is)] };
  const { mode } = await stat(path);
  const others = readableByOthers('key-file', { member: 'applicationKeyFile', path, mode });
  const account = judged.kind === 'service-account' ? judged.account : undefined;
  const seen = `applicationKeyFile has ${account === undefined ? 'a configuration of workload identity federation' : `the key of ${account}`}`;
  return { findings: [inOrder('key-file', seen), ...others], account };
}

function unreadable(path: string, code: string): FindingView {
  return deviation({
    check: 'key-file',
    state: 'wrong',
    seen: `applicationKeyFile ${path} cannot be read`,
    expected: 'the key file of the application account',
    actual: code,
    fix: 'put the key there and let this user read it, or name another file in applicationKeyFile',
  });
}

function noKey(path: string, is: string): FindingView {
  return deviation({
    check: 'key-file',
    state: 'wrong',
    seen: `applicationKeyFile ${path} is no key of a service account`,
    expected: 'the JSON file with "type": "service_account" that Modigie gave you',
    actual: is,
    fix: 'put that file in its place, to the byte, or ask Modigie for a new key of the application account',
  });
}
