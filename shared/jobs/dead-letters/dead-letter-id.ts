declare const brand: unique symbol;

/** Follows from the message, so that one that comes twice is kept once. 24 hexadecimal digits. */
export type DeadLetterId = string & { readonly [brand]: true };

const ID = /^[0-9a-f]{24}$/;

export function isDeadLetterId(text: string): text is DeadLetterId {
  return ID.test(text);
}
