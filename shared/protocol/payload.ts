/**
 * The payload of a request (docs/protocol.md §2.3). It is read strictly, while a response is read tolerantly
 * (`response.ts`). Members beyond the published ones are refused (C26): a real topic validates the schema at
 * publish (§2.7), and a misspelt `firstname` would otherwise be paid for.
 */
import * as z from 'zod';

/** Any text that survives the trip: no lone surrogate (UTF-8 cannot carry it), no NUL. */
export const CarriableText = z
  .string()
  .refine(isCarriable, 'must be well-formed Unicode without NUL characters');
const text = CarriableText;
const optional = <T extends z.ZodType>(schema: T) => schema.nullable().optional();
const boundedText = (max: number) =>
  text.min(1, 'must not be empty').max(max, `must have at most ${max} characters`);
const rels = (...values: [string, ...string[]]) =>
  optional(z.array(z.enum(values, { error: `must be one of ${values.join(', ')}` })));

const SourceSchema = optional(
  z.strictObject({
    objectSystem: optional(text),
    objectType: optional(text),
    objectId: optional(text),
    propertyName: optional(text),
  }),
);

const TitleSchema = z.strictObject({ title: text, source: SourceSchema });

export const PayloadSchema = z.strictObject({
  person: optional(
    z.strictObject({
      firstName: optional(text),
      middleNames: optional(text),
      lastName: optional(text),
      source: SourceSchema,
    }),
  ),
  employment: optional(z.strictObject({ company: optional(TitleSchema), position: optional(TitleSchema) })),
  emailAddresses: optional(
    z.array(
      z.strictObject({
        emailAddress: z.strictObject({ userFormat: text }),
        rels: rels('business', 'personal', 'sms', 'other'),
        source: SourceSchema,
      }),
    ),
  ),
  phoneNumbers: optional(
    z.array(
      z.strictObject({
        phoneNumber: z.strictObject({ userFormat: text }),
        rels: rels('business', 'personal', 'other'),
        source: SourceSchema,
      }),
    ),
  ),
  urls: optional(
    z.array(
      z.strictObject({
        url: z.strictObject({ userFormat: text }),
        rels: optional(z.array(text)),
        source: SourceSchema,
      }),
    ),
  ),
  tags: optional(z.array(z.strictObject({ name: boundedText(256), value: boundedText(1024) }))),
});

export type Payload = z.infer<typeof PayloadSchema>;

function isCarriable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}
