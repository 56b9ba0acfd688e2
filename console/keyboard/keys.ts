/** The keys of the page, and what each is for. */
export const KEYS: Readonly<Record<string, string>> = {
  '/': 'go to the filter',
  j: 'next row',
  k: 'row before',
  Enter: 'open the row',
  x: 'select the row',
  r: 'retry',
  '?': 'show these keys',
};

/** The place in which a key was pressed, and what it was pressed with. */
export interface Press {
  readonly key: string;
  /** With Ctrl, Alt or Meta it is the browser's. */
  readonly isModified: boolean;
  /** Where text is typed, a letter is a letter. */
  readonly isTyping: boolean;
  /** A dialog has the keys for itself. */
  readonly isInDialog: boolean;
}

/** @returns whether the page acts on a key; a link that has the focus takes Enter by itself */
export function isOfPage({ key, isModified, isTyping, isInDialog }: Press): boolean {
  return Object.hasOwn(KEYS, key) && key !== 'Enter' && !isModified && !isTyping && !isInDialog;
}
