import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_SCHEMAS, type FunctionName } from '../../shared/config/function-config.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { json, runs, text } from './arbitraries.ts';

const NAMES = Object.keys(CONFIG_SCHEMAS) as FunctionName[];
const VARIABLES = [...new Set(NAMES.flatMap((name) => Object.keys(CONFIG_SCHEMAS[name].shape)))];

describe('a hostile environment', () => {
  it('is explained, and its values are not repeated', () => {
    const secret = text.map((value) => `CANARY${value}`);
    const value = fc.oneof(
      secret,
      json.map((one) => JSON.stringify(one)),
      fc.constantFrom('[', '{"__proto__":{}}', '{"__proto__":{"topic":"projects/p/topics/t"}}'),
    );
    const environment = fc.dictionary(fc.constantFrom(...VARIABLES), value, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), environment, (name, env) => {
        try {
          readConfig(name, env);
        } catch (error) {
          expect((error as { code?: string }).code).toBe('config-invalid');
          expect((error as Error).message).not.toContain('CANARY');
        }
      }),
      runs(0.15),
    );
  });
});
