/** Identifiers by which a person is found: an e-mail address, a LinkedIn user, a telephone number. */
import { isLinkedInUserUrl } from '../../protocol/linkedin.ts';

export type IdentifierKind = 'email' | 'linkedIn' | 'phone';

export interface Identifier {
  readonly kind: IdentifierKind;
  /** In the one form that all ways of writing it come to. */
  readonly value: string;
}

/** Longer texts are no address, number or user of anybody, and are not looked at. */
const MAX_LENGTH = 1_000;

/** @returns the identifier that a text is, or undefined when it is none of that kind */
export function identifierOf(kind: IdentifierKind, text: string): Identifier | undefined {
  const value = text.length > MAX_LENGTH ? undefined : NORMAL_FORM[kind](text.normalize('NFKC').trim());
  return value === undefined ? undefined : { kind, value };
}

const NORMAL_FORM: Readonly<Record<IdentifierKind, (text: string) => string | undefined>> = {
  email: emailAddress,
  linkedIn: linkedInUser,
  phone: phoneNumber,
};

/** Without white space and in lower case: mail is as good as never told apart by case (RFC 5321 §2.4). */
function emailAddress(text: string): string | undefined {
  const address = text
    .replace(/^mailto:/i, '')
    .replaceAll(/\s/g, '')
    .toLowerCase();
  return /^[^@]+@[^@]+$/.test(address) ? address : undefined;
}

/**
 * The user's name alone: without scheme, host of a country, query, case and the slash at the end. Names with
 * other letters than ASCII's are written with and without percent signs.
 */
function linkedInUser(text: string): string | undefined {
  const [address = ''] = text.split(/[?#]/, 1);
  const found = /^(?:(?:https?:)?\/\/)?(?:[a-z0-9-]+\.)?linkedin\.com\/(in|pub)\/(.+)$/i.exec(address);
  const [, way = '', user = ''] = found ?? [];
  const name = decoded(user).split('/').filter(Boolean).join('/').toLowerCase();
  if (name !== '') return `${way.toLowerCase()}/${name}`;
  return isLinkedInUserUrl(address) ? address.toLowerCase() : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFKC');
  } catch {
    return text;
  }
}

/** Of ITU-T E.164, at most 15; shorter ones are no number that is dialled from abroad. */
const DIGITS = { least: 7, most: 15 };

/**
 * Digits alone, behind a plus sign where it is written as from abroad (`+` or `00`). A national number is
 * another one: no country is guessed.
 */
function phoneNumber(text: string): string | undefined {
  const isAbroad = /^(?:tel:)?\s*(?:\+|00)/i.test(text);
  const [number = ''] = text.replace(/^tel:/i, '').split(/;?ext|x|#/i, 1);
  const digits = number
    .replace('(0)', '')
    .replaceAll(/\D/g, '')
    .replace(isAbroad ? /^00/ : /^$/, '');
  if (digits.length < DIGITS.least || digits.length > DIGITS.most) return undefined;
  return isAbroad ? `+${digits}` : digits;
}
