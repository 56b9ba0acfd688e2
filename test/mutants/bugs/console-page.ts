/** Bugs of the console page: a value is more than text, an act is unasked for, a word comes too early. */
import { bugsIn } from '../planted-bug.ts';

export const CONSOLE_PAGE_BUGS = [
  ...bugsIn('./console/parts/cut.tsx', {
    'a value is markup': [
      'if (text.length <= most) return <bdi>{text}</bdi>;',
      'if (text.length <= most) return <bdi dangerouslySetInnerHTML={{ __html: text }} />;',
    ],
  }),
  ...bugsIn('./console/parts/act.tsx', {
    'an act is done without its dialog': [
      'onClick={() => setOpen(true)}',
      'onClick={() => void properties.act(undefined)}',
    ],
  }),
  ...bugsIn('./console/parts/use-read.ts', {
    'a fault takes away what was there': [
      'tell({ ...state, error, isReading: false })',
      'tell({ key, error, isReading: false })',
    ],
  }),
  ...bugsIn('./console/parts/use-long.ts', {
    'a word about waiting comes at once': ['const PATIENCE_MS = 300;', 'const PATIENCE_MS = 0;'],
  }),
  ...bugsIn('./console/keyboard/keys.ts', {
    'letters that are typed are commands': ['!isModified && !isTyping', '!isModified'],
  }),
  ...bugsIn('./build/console-page.ts', {
    'the page may talk to anybody': [`"connect-src 'self'"`, '"connect-src *"'],
  }),
];
