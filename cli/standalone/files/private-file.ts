/** Files with secrets: for the user of the gateway alone. */
import { deviation, type FindingView } from '../../../shared/api/ledger-report.ts';

interface PrivateFile {
  /** The member of the configuration that names it. */
  readonly member: string;
  readonly path: string;
  readonly mode: number;
}

/**
 * A group that may read is a choice, and how systemd gives a service its credentials.
 * @returns a finding where others on this machine may read or write a file; Windows has no such modes
 */
export function readableByOthers(
  check: string,
  { member, path, mode }: PrivateFile,
  platform: NodeJS.Platform = process.platform,
): FindingView[] {
  if (platform === 'win32' || (mode & 0o027) === 0) return [];
  return [
    deviation({
      check,
      state: 'warning',
      seen: `others on this machine may read ${member} ${path}`,
      expected: 'mode 600: its owner alone',
      actual: `mode ${(mode & 0o777).toString(8)}`,
      fix: `chmod 600 ${quoted(path)}`,
    }),
  ];
}

/** @returns a path as a shell takes it */
export function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
