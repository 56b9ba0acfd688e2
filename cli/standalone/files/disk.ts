/** The disk that a ledger is on. */
import { statfs } from 'node:fs/promises';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';

/** As `statfs` tells of a file system. */
export interface Disk {
  /** Linux tells its kind by a number (statfs(2)); elsewhere it is another one. */
  readonly type: number;
  readonly bavail: number;
  readonly bsize: number;
}

const GIB = 2 ** 30;
/** A million jobs take some gigabytes, a list of leads a fraction of one. */
const ROOMY_BYTES = GIB;
const LEAST_BYTES = GIB / 16;

/** statfs(2): file systems on which a lock does not hold as on a local disk. */
const SHARES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9P, as of a folder of the host'],
]);

/** @returns what there is to know of the disk of a folder */
export async function checkDisk(
  folder: string,
  {
    look = statfs,
    platform = process.platform,
  }: {
    readonly look?: (folder: string) => Promise<Disk>;
    readonly platform?: NodeJS.Platform;
  } = {},
): Promise<FindingView[]> {
  const disk = await look(folder);
  const share = platform === 'linux' ? SHARES.get(disk.type) : undefined;
  return [...(share === undefined ? [] : [onShare(folder, share)]), roomOf(disk)];
}

function onShare(folder: string, share: string): FindingView {
  return deviation({
    check: 'disk',
    state: 'wrong',
    seen: `the ledger is on a network share: ${folder}`,
    expected: 'a local disk, whose locks keep a second process out',
    actual: share,
    fix: 'end the gateway, move the ledger to a local disk, and name that in ledger',
  });
}

function roomOf({ bavail, bsize }: Disk): FindingView {
  const free = bavail * bsize;
  const told = inGib(free);
  if (free >= ROOMY_BYTES) return inOrder('disk', `the disk of the ledger has room: ${told} free`);
  return deviation({
    check: 'disk',
    state: free < LEAST_BYTES ? 'wrong' : 'warning',
    seen: 'the disk of the ledger is nearly full',
    expected: `${inGib(ROOMY_BYTES)} free`,
    actual: `${told} free`,
    fix: 'make room there: while the disk is full nothing is accepted, and answers wait at Modigie',
  });
}

function inGib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
