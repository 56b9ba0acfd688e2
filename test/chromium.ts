/** Finds the browser once for all suites that need it. */
import type { TestProject } from 'vitest/node';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of Chromium; null on a machine that has none. */
    chromium: string | null;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const chromium = await findChromium();
  if (chromium === undefined) {
    if (process.env['CI'] === 'true') throw new Error(HOW_TO_GET_CHROMIUM);
    process.stderr.write(`Suites that need a browser are skipped. ${HOW_TO_GET_CHROMIUM}\n`);
  }
  project.provide('chromium', chromium ?? null);
}
