/** zod's schemas as OpenAPI 3.1 takes them: JSON Schema, those with an `id` once, as components. */

import * as z from 'zod';
import type { Parameters } from './call.ts';

interface JsonSchema extends Readonly<Record<string, unknown>> {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

interface DescribedParameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface OpenApiSchemas {
  /** Schemas as inputs: a default may be left out, and unknown members may be there. */
  content(schema: z.ZodType): JsonSchema;
  /** A value that is written as text, by what the text stands for. */
  value(schema: z.ZodType): JsonSchema;
  /** Parameters, each by what its text stands for. */
  parameters(of: Parameters): readonly DescribedParameter[];
  /** Every schema with an `id` that was met so far. */
  components(): Readonly<Record<string, JsonSchema>>;
}

export function openApiSchemas(): OpenApiSchemas {
  const components = new Map<string, JsonSchema>();
  const converted = new Map<z.ZodType, JsonSchema>();
  const convert = (schema: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _dialect, $defs = {}, ...rest } = toJsonSchema(schema, io);
    for (const [id, component] of Object.entries($defs)) components.set(id, component);
    converted.set(schema, rest);
    return rest;
  };
  return {
    content: (schema) => converted.get(schema) ?? convert(schema, 'input'),
    value: (schema) => convert(schema, 'output'),
    parameters: (of) => {
      const { required = [] } = toJsonSchema(of, 'input');
      return Object.entries(convert(of, 'output').properties ?? {}).map(([name, schema]) => ({
        name,
        required: required.includes(name),
        schema,
      }));
    },
    components: () => Object.fromEntries([...components].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const converted = z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => readable(jsonSchema) });
  const text = JSON.stringify(converted).replaceAll('"#/$defs/', '"#/components/schemas/');
  return JSON.parse(text) as JsonSchema & { $defs?: Record<string, JsonSchema> };
}

/** Says what generators read, and leaves out what only zod needs. */
function readable(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.type === 'number' && schema.enum?.every(Number.isInteger)) schema.type = 'integer';
  if (schema.type === 'integer') sizeInteger(schema);
  // `format` says it, and generators understand that.
  if (schema.format === 'date-time') delete schema.pattern;
  // So does `contentEncoding`: `base64` is no format of JSON Schema, and a pattern is slow on a megabyte.
  if (schema.contentEncoding) {
    delete schema.format;
    delete schema.pattern;
  }
  // The keys of a JSON object are strings anyway.
  if (schema.propertyNames) delete schema.propertyNames;
}

/** zod bounds every integer by 2^53, which says nothing; `format` says how much room it takes. */
function sizeInteger(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  schema.format = 'int32';
}
