#!/usr/bin/env node
/**
 * The command line as a program, for a shell that completes it (docs/command-line.md). It runs on the Node.js
 * that npm installed beside it: that of the machine may be too old for types.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const own = join(import.meta.dirname, '..', 'node_modules', '.bin', 'node');
const node = existsSync(own) ? own : process.execPath;
const child = spawn(
  node,
  ['--disable-warning=MetadataLookupWarning', join(import.meta.dirname, 'main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, MODIGIE_GATEWAY_PROGRAM: 'modigie-gateway' } },
);
// Ctrl-C reaches both; the command decides how it ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
