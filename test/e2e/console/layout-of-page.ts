/** Measures of a page: a person would see at once that something is wrong. */
import type { Page } from 'playwright-core';

/** @returns by how many pixels the page is wider than its window */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
