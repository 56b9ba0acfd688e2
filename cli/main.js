/**
 * modigie-gateway on the command line, as the scripts of package.json start it. JavaScript, since the
 * compiler that strips types takes 12 MiB: from the second run on nothing needs it.
 */
import { enableCompileCache } from 'node:module';

// Without types and compiled, code is kept for the next run and for threads: Node.js's own cache, in the
// temporary folder, which NODE_DISABLE_COMPILE_CACHE=1 turns off.
enableCompileCache();
await import('./command-line.ts');
