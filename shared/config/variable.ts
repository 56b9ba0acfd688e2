/** Kinds of environment variables: each is a schema that reads the variable's text. */
import * as z from 'zod';
import { isStorableRequestId } from '../protocol/request-id.ts';

const TOPIC = /^projects\/[^/\s]+\/topics\/[^/\s]+$/;
const SUBSCRIPTION = /^projects\/[^/\s]+\/subscriptions\/[^/\s]+$/;

export const topic = z.string().regex(TOPIC, 'must be a full topic name: projects/PROJECT/topics/TOPIC');
export const email = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'must be the e-mail address of a service account');

export const subscription = z
  .string()
  .regex(SUBSCRIPTION, 'must be a full subscription name: projects/PROJECT/subscriptions/SUBSCRIPTION');

export const repositoryId = z
  .string({ error: 'must be the ID of the repository that Modigie gave you' })
  .refine(isStorableRequestId, 'must be 1 to 128 letters, digits and . _ ~ - (ASCII), as Modigie gave it');

/** No event is above ERROR: with more, nothing would be logged, and no alert on the log be raised. */
export const logLevel = z
  .enum(['DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR'], {
    error: 'must be DEBUG, INFO, NOTICE, WARNING or ERROR',
  })
  .default('INFO');

/** An address that paths are appended to. */
export const address = z
  .string()
  .regex(/^https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*)?$/, 'must be an address such as https://gateway.example.com')
  .transform(withoutSlashes);

/** Without a pattern, which would take quadratic time. */
function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') end -= 1;
  return url.slice(0, end);
}

/** A variable that holds JSON. */
export function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, issues) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        issues.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A variable that holds a whole number of seconds, `preset` by default. */
export function seconds(preset: number) {
  return z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number of seconds from 0 to 9999')
    .transform(Number)
    .default(preset);
}

/** A variable that holds a whole number from 1, `preset` by default. */
export function count(preset: number) {
  return z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a whole number from 1 to 99999')
    .transform(Number)
    .default(preset);
}

/** A variable that holds a whole number of days from 0, `preset` by default. */
export function days(preset: number) {
  return z
    .string()
    .regex(/^(?:0|[1-9]\d{0,4})$/, 'must be a whole number of days from 0 to 99999')
    .transform(Number)
    .default(preset);
}
