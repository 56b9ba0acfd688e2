/** Can the files be used that a configuration names, but for key and ledger? Nothing of them is told. */
import { constants } from 'node:fs';
import { access, lstat, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../../shared/config/standalone-config.ts';
import { UserError } from '../../output/user-error.ts';
import { readPeppers } from '../read-peppers.ts';
import { readToken } from '../read-token.ts';
import { requireSecret } from '../require-secret.ts';
import { quoted, readableByOthers } from './private-file.ts';

interface SecretFile {
  readonly member: string;
  readonly path: string;
  /** @throws UserError, whose message is what is wrong with it and how to mend that */
  readonly read: (path: string) => Promise<unknown>;
}

/**
 * @returns a finding for each secret that is there and cannot be used, or is for others to read. Links that
 * lead nowhere are there
 */
export async function checkSecretsThere(config: StandaloneConfig): Promise<FindingView[]> {
  const isThere = await Promise.all(secretsOf(config).map(({ path }) => isPlaceTaken(path)));
  const there = secretsOf(config).filter((_, i) => isThere[i]);
  return (await Promise.all(there.map(checkSecret))).flat();
}

/** @returns a finding where a pepper would be made anew for a ledger whose persons were keyed with another */
export async function checkPeppersKept({
  ledger,
  personPeppersFile: peppers,
}: StandaloneConfig): Promise<FindingView[]> {
  if (peppers === undefined || (await isPlaceTaken(peppers)) || !(await isPlaceTaken(ledger))) return [];
  return [
    deviation({
      check: 'files',
      state: 'warning',
      seen: `the ledger ${ledger} is there, and personPeppersFile ${peppers} is not`,
      expected: 'the peppers that this ledger was used with',
      actual: 'a new one, by which persons of earlier jobs are neither found nor erased',
      fix: 'put the old file in its place, or name it in personPeppersFile; of another configuration, give it a ledger of its own',
    }),
  ];
}

/** @returns a finding for each file that cannot be used, or one for all */
export async function checkFiles(config: StandaloneConfig): Promise<FindingView[]> {
  const secrets = secretsOf(config);
  const { file } = config.results;
  const found = [
    ...(config.tokenFile === undefined ? [withoutToken()] : []),
    ...(await Promise.all(secrets.map(checkSecret))).flat(),
    ...(file === undefined ? [] : await checkOutput(file)),
  ];
  if (found.length > 0) return found;
  const count = secrets.length + (file === undefined ? 0 : 1);
  return [inOrder('files', `${count} ${count === 1 ? 'file' : 'files'} of the configuration can be used`)];
}

function secretsOf({ tokenFile, personPeppersFile, webhooks }: StandaloneConfig): SecretFile[] {
  return [
    ...(tokenFile === undefined ? [] : [{ member: 'tokenFile', path: tokenFile, read: readToken }]),
    ...(personPeppersFile === undefined
      ? []
      : [{ member: 'personPeppersFile', path: personPeppersFile, read: readPeppers }]),
    ...webhooks.map(({ secretFile }, i) => {
      const member = `webhooks (at /${i}/secretFile)`;
      return { member, path: secretFile, read: (path: string) => requireSecret(path, i) };
    }),
  ];
}

async function checkSecret({ member, path, read }: SecretFile): Promise<FindingView[]> {
  try {
    await read(path);
    return readableByOthers('files', { member, path, mode: (await stat(path)).mode });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const fix = error.message.replace(/\.$/, '');
    return [wrong({ seen: `${member} cannot be used`, actual: 'one that cannot', fix })];
  }
}

/** @returns what is wrong with the file of results, which is made when the first one goes out */
export async function checkOutput(path: string): Promise<FindingView[]> {
  const found = await stat(path).catch(() => undefined);
  const isUsable = found
    ? found.isFile() && (await mayWrite(path))
    : (await stat(dirname(path)).catch(() => undefined))?.isDirectory() && (await mayWrite(dirname(path)));
  const member = 'results (at /file)';
  if (isUsable) return found ? readableByOthers('files', { member, path, mode: found.mode }) : [];
  const seen = `${member} ${path} cannot be written`;
  if (found && !found.isFile())
    return [
      wrong({
        seen,
        actual: 'no file',
        fix: `name a file there, such as ${join(found.isDirectory() ? path : dirname(path), 'results.ndjson')}`,
      }),
    ];
  return [
    wrong({
      seen,
      actual: 'no folder, or no right to write there',
      fix: `make the folder, and let this user write: mkdir -p ${quoted(dirname(path))}`,
    }),
  ];
}

/** Links that lead nowhere are there. */
function isPlaceTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function mayWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

function wrong(finding: {
  readonly seen: string;
  readonly actual: string;
  readonly fix: string;
}): FindingView {
  return deviation({ check: 'files', state: 'wrong', expected: 'a file that can be used', ...finding });
}

function withoutToken(): FindingView {
  return deviation({
    check: 'files',
    state: 'warning',
    seen: 'tokenFile is not set: serve does not start without it, enrich does',
    expected: 'a file with the token of callers',
    actual: 'none',
    fix: 'openssl rand -hex 32 > modigie.token && chmod 600 modigie.token, and name it in tokenFile',
  });
}
