import { relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..');

/**
 * npm runs scripts in the folder of package.json, wherever the user stands, and tells where that is in
 * `INIT_CWD`.
 * @returns a path that leads from here where `path` led the user
 */
export function userPath(path: string): string {
  const stood = process.env['INIT_CWD'];
  const isMoved = stood !== undefined && process.cwd() === ROOT && stood !== ROOT;
  return isMoved && path !== '-' ? relative(ROOT, resolve(stood, path)) || '.' : path;
}
