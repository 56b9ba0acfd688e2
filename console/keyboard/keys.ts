/** The keys of the page, and what each is for. */

export interface Key {
  readonly key: string;
  readonly does: string;
}

export const KEYS: readonly Key[] = [
  { key: '/', does: 'go to the filter' },
  { key: 'j', does: 'next row' },
  { key: 'k', does: 'row before' },
  { key: 'Enter', does: 'open the row' },
  { key: 'x', does: 'select the row' },
  { key: 'r', does: 'retry' },
  { key: '?', does: 'show these keys' },
];

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

export type Command =
  | { readonly kind: 'filter' }
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'select' }
  | { readonly kind: 'press'; readonly key: string }
  | { readonly kind: 'help' };

/** @returns the command of a key; undefined where the key is not the page's */
export function commandOf({ key, isModified, isTyping, isInDialog }: Press): Command | undefined {
  if (isModified || isTyping || isInDialog) return undefined;
  switch (key) {
    case '/':
      return { kind: 'filter' };
    case 'j':
      return { kind: 'move', by: 1 };
    case 'k':
      return { kind: 'move', by: -1 };
    case 'x':
      return { kind: 'select' };
    case 'r':
      return { kind: 'press', key };
    case '?':
      return { kind: 'help' };
    default:
      return undefined;
  }
}

/**
 * @param focused the row that has the focus, of `count`; -1 for none
 * @returns the row to go to; -1 where there is none
 */
export function rowAfter(focused: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (focused === -1) return by === 1 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, focused + by));
}
