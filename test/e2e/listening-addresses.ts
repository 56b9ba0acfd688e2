/** The addresses that processes listen on, as Linux tells of them (proc_net_tcp(5), proc_pid_fd(5)). */
import { readdir, readFile, readlink } from 'node:fs/promises';

/** 127.0.0.1, ::1, and 127.0.0.1 as an IPv6 address: as the kernel writes them. */
export const LOOPBACK: readonly string[] = [
  '0100007F',
  '00000000000000000000000001000000',
  '0000000000000000FFFF00000100007F',
];

const LISTENS = '0A';

/** @returns one for each socket that any of the processes listens on, in the kernel's words */
export async function listeningAddresses(pids: readonly string[]): Promise<string[]> {
  const inodes = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode = '']) => state === LISTENS && inodes.has(inode))
    .map(([, local = '']) => local.split(':')[0] ?? '');
}

async function socketsOf(pid: string): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const targets = await Promise.all(
    (await readdir(folder).catch(() => [])).map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}
