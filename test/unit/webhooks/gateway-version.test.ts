import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GATEWAY_VERSION } from '../../../shared/webhooks/gateway-version.ts';

it('receivers of webhooks are told the version of package.json', () => {
  const manifest = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');
  expect(GATEWAY_VERSION).toBe(JSON.parse(manifest).version);
});
