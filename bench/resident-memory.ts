/** Resident memory of a process, as Linux counts it. */
import { readFile, writeFile } from 'node:fs/promises';

const MEBIBYTE = 1024;

/** @returns MiB now, and the most there was; NaN where there is no such process, or no /proc */
export async function residentOf(pid: number): Promise<{ readonly now: number; readonly peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const mebibytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN) / MEBIBYTE;
  return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM') };
}

/** From here on, the peak is the most since now: proc(5), clear_refs. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}
