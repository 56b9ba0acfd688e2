/** For `npm run mutation`: the unit tests that look at the domain and the protocol, without the emulators. */
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/unit/{jobs,protocol,use-cases}/**/*.test.ts'] } });
