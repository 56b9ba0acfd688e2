/**
 * modigie-gateway on the command line, as the scripts of package.json start it. JavaScript, since the
 * compiler that strips types takes 12 MiB: from the second run on nothing needs it.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Without types and compiled, code is kept for the next run and for threads (NODE_DISABLE_COMPILE_CACHE=1
// turns that off). Not in the temporary folder, as Node.js would: another user could put code there.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'modigie-gateway'));
await import('./command-line.ts');
