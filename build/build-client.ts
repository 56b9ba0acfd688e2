/** `npm run build:client`: the typed client in dist/client, ready for `npm pack`, and a budget. */
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { buildClientPackage, CLIENT_BUDGET_BYTES } from './client-package.ts';

const bytes = await buildClientPackage(join(ROOT, 'dist', 'client'));
process.stdout.write(`dist/client: ${(bytes / 1000).toFixed(1)} kB minified\n`);
if (bytes > CLIENT_BUDGET_BYTES) {
  process.stderr.write(`Over the budget of ${CLIENT_BUDGET_BYTES / 1000} kB.\n`);
  process.exitCode = 1;
}
