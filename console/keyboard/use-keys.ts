/** Listens for the keys of the page. Rows, filter and buttons name themselves by attributes. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Command, commandOf, rowAfter } from './keys.ts';

/** A row of a list: its first link has the focus. */
const ROW_LINKS = '[data-row] a';

export interface Help {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
}

export function useKeys(): Help {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, target } = event;
      const command = commandOf({
        key,
        isModified: ctrlKey || altKey || metaKey,
        isTyping: target instanceof Element && target.matches('input:not([type=checkbox]), textarea, select'),
        isInDialog: document.querySelector('dialog[open]') !== null,
      });
      if (!command) return;
      event.preventDefault();
      if (command.kind === 'help') setOpen(true);
      else obey(command);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const open = useCallback(() => setOpen(true), []);
  const close = useCallback(() => setOpen(false), []);
  return { isOpen, open, close };
}

function obey(command: Exclude<Command, { kind: 'help' }>): void {
  switch (command.kind) {
    case 'filter':
      return document.querySelector<HTMLElement>('[data-filter]')?.focus();
    case 'move':
      return moveRow(command.by);
    case 'select':
      return focusedRow()?.querySelector<HTMLElement>('input[type=checkbox]')?.click();
    case 'press':
      return document.querySelector<HTMLElement>(`[data-key="${command.key}"]:not(:disabled)`)?.click();
  }
}

function moveRow(by: 1 | -1): void {
  const links = firstLinks();
  const focused = links.findIndex((link) => link.closest('[data-row]') === focusedRow());
  links[rowAfter(focused, by, links.length)]?.focus();
}

function firstLinks(): HTMLElement[] {
  const links = [...document.querySelectorAll<HTMLElement>(ROW_LINKS)];
  return links.filter((link) => link.closest('[data-row]')?.querySelector('a') === link);
}

function focusedRow(): Element | null {
  return document.activeElement?.closest('[data-row]') ?? null;
}
