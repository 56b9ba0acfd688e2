/** The key file of the application account, judged before Google is asked, which says little of a bad one. */
import { createPrivateKey } from 'node:crypto';
import * as z from 'zod';

export type JudgedKey =
  | { readonly kind: 'service-account'; readonly account: string }
  /** Workload identity federation (docs/protocol.md §7.1): there is no key in it. */
  | { readonly kind: 'federation' }
  /** `is` says what it is instead, as a part of a sentence. */
  | { readonly kind: 'none'; readonly is: string };

const MembersSchema = z.looseObject({
  type: z.string().optional(),
  client_email: z.string().optional(),
  private_key: z.string().optional(),
});

/** Of `type`, as Google's tools write it. */
const OTHERS: Readonly<Record<string, string>> = {
  authorized_user: "a person's own credentials, as of gcloud auth application-default login",
  external_account_authorized_user: "a person's own credentials, of workforce identity federation",
  impersonated_service_account:
    'credentials of a person who acts as an account: name it in applicationAccount',
};

/** @returns what a file is, by its text; nothing of a key is ever told */
export function judgeKey(text: string): JudgedKey {
  const value = jsonIn(text);
  const members = MembersSchema.safeParse(value).data;
  if (members === undefined) return { kind: 'none', is: withoutJson(text) };
  const { type, client_email: account, private_key: key } = members;
  if (type === 'external_account') return { kind: 'federation' };
  if ('installed' in members || 'web' in members) return none('an OAuth client, which is no account');
  if (type !== 'service_account') return none(OTHERS[type ?? ''] ?? 'JSON of another kind');
  if (account === undefined || !/^[^@\s]+@[^@\s]+$/.test(account))
    return none('a key without client_email: a part of it is missing');
  if (key === undefined) return none('a key without private_key: a part of it is missing');
  if (!isPrivateKey(key))
    return none('a key whose private_key is broken: it was changed or cut off on the way');
  return { kind: 'service-account', account };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function withoutJson(text: string): string {
  if (text.trim() === '') return 'empty';
  if (/^-----BEGIN/m.test(text)) return 'a private key alone (PEM), without its account';
  return 'no JSON: cut off, or of another format, such as P12';
}

function isPrivateKey(key: string): boolean {
  try {
    createPrivateKey(key);
    return true;
  } catch {
    return false;
  }
}

function none(is: string): JudgedKey {
  return { kind: 'none', is };
}
