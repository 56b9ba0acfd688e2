import type { ProvenElsewhere } from './mirror.ts';

const CONSOLE = 'test/e2e/console';
const SLOW = `${CONSOLE}/slow-and-failing.test.ts`;
const KEYS = `${CONSOLE}/keyboard-alone.test.ts`;

/** Sources of the console that need a browser, and the test in one that proves each. */
export const CONSOLE_PROVEN_ELSEWHERE: ProvenElsewhere = {
  'console/jsx.ts': `${CONSOLE}/few-and-many.test.ts`,
  'console/keyboard/use-keys.ts': KEYS,
  'console/parts/go-to.ts': KEYS,
  'console/parts/tones.ts': `${CONSOLE}/accessibility.test.ts`,
  'console/parts/use-call.ts': SLOW,
  'console/parts/use-long.ts': SLOW,
  'console/parts/use-read.ts': SLOW,
  'console/parts/use-task.ts': SLOW,
  'console/parts/with-gateway.ts': `${CONSOLE}/few-and-many.test.ts`,
  'console/setting.ts': 'test/unit/build/console-page.test.ts',
};
