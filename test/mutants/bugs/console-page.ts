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
    'an act is done before it is said to be': [
      'const end = () => {',
      'useState(() => void perform(() => act(document.body))); const end = () => {',
    ],
    'an act that was left takes the view away': ["button.matches(':modal *')", 'true'],
  }),
  ...bugsIn('./console/screens/dead-letters/redrive.tsx', {
    'a letter is redriven by an earlier verdict': [
      'useLayoutEffect(() => tell({}), [])',
      'void useLayoutEffect',
    ],
  }),
  ...bugsIn('./console/parts/dialog.tsx', {
    'a dialog goes with the one before it': ['(before === key ? 0 : before)', '0'],
  }),
  ...bugsIn('./console/screens/jobs/jobs.tsx', {
    'jobs stay selected that another filter does not show': ['if (of !== key)', 'if (false)'],
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
