/**
 * Each function in a process of its own, under functions-framework, from its bundle: as in the cloud, but for
 * this machine alone.
 */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FunctionName } from '../../shared/config/function-config.ts';
import { type RunningProcess, startProcess } from '../running-process.ts';
import { freePort } from '../tcp-ports.ts';

const FRAMEWORK = join(
  dirname(createRequire(import.meta.url).resolve('@google-cloud/functions-framework')),
  'main.js',
);
const FOR_THIS_MACHINE = `--import=${import.meta.resolve('../loopback/preload.ts')}`;
/** The name that shared/http/serve-function.ts registers. */
const TARGET = 'gateway';

/** `NODE_OPTIONS` of an instance of 512 MiB, as Terraform gives it (infra/modules/function). */
export const HEAP_OF_INSTANCE = '--max-old-space-size=256 --max-semi-space-size=8';

export interface FunctionProcess {
  readonly name: FunctionName;
  readonly url: string;
  readonly process: () => RunningProcess;
  /** Kills the process and starts it again on the same port. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export interface FunctionOptions {
  readonly name: FunctionName;
  /** The folder of its bundle. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
  /** Ends a start that is on its way. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts a function from its bundle and waits until it listens. */
export async function startFunction({ name, folder, ...rest }: FunctionOptions): Promise<FunctionProcess> {
  return { name, ...(await startBundle({ source: join(folder, name), ...rest })) };
}

/** @param options.source the folder of a bundle, of this repository's functions or not */
export async function startBundle({
  source,
  env,
  onLine,
  signal,
}: Omit<FunctionOptions, 'name' | 'folder'> & { readonly source: string }): Promise<
  Omit<FunctionProcess, 'name'>
> {
  const port = await freePort();
  const start = () =>
    startProcess({
      command: process.execPath,
      args: [FOR_THIS_MACHINE, FRAMEWORK, `--source=${source}`, `--target=${TARGET}`, `--port=${port}`],
      // As Google's image has it. Without it, functions-framework prints an address that is not the API's.
      env: { ...env, NODE_ENV: 'production' },
      port,
      signal,
      ...(onLine && { onLine }),
    });
  let current = await start();
  return {
    url: `http://127.0.0.1:${port}`,
    process: () => current,
    async crash() {
      current.signal('SIGKILL');
      await current.stop();
      current = await start();
    },
    stop: () => current.stop(),
  };
}
