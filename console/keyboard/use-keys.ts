/** Listens for the keys of the page. Rows, filter and buttons name themselves by attributes. */
import { useEffect } from 'preact/hooks';
import { isOfPage } from './keys.ts';

/** @param help shows the keys */
export function useKeys(help: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, target } = event;
      const press = {
        key,
        isModified: ctrlKey || altKey || metaKey,
        isTyping: target instanceof Element && target.matches('input:not([type=checkbox]), textarea, select'),
        isInDialog: elementAt(':modal') !== null,
      };
      if (!isOfPage(press)) return;
      event.preventDefault();
      if (key === '?') help();
      else obey(key);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function obey(key: string): void {
  if (key === '/') elementAt('[data-filter]')?.focus();
  else if (key === 'j') moveRow(1);
  else if (key === 'k') moveRow(-1);
  else if (key === 'x') elementAt('[data-row]:focus-within input')?.click();
  else elementAt(`[data-key="${key}"]:not(:disabled)`)?.click();
}

/** The first link of a row has the focus for it. */
function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll('[data-row]')];
  const focused = rows.findIndex((row) => row.matches(':focus-within'));
  rows[Math.max(0, focused + by)]?.querySelector('a')?.focus();
}

function elementAt(selector: string): HTMLElement | null {
  return document.querySelector(selector);
}
