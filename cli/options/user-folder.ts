import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..');

/**
 * npm runs scripts in the folder of package.json, wherever the user stands, and tells where that is in
 * `INIT_CWD`. Goes there, so that every path is the user's own.
 */
export function enterUserFolder(): void {
  const stood = process.env['INIT_CWD'];
  if (stood !== undefined && process.cwd() === ROOT) process.chdir(stood);
}
