/** Bugs of HTTP: bodies that fill the memory of an instance. */
import { bugsIn } from '../planted-bug.ts';

export const HTTP_BUGS = [
  ...bugsIn('http/in-turn.ts', {
    'large answers are made all at once': ['const AT_ONCE = 4;', 'const AT_ONCE = 400;'],
  }),
  ...bugsIn('http/incoming-body.ts', {
    'Content-Length not looked at': ['told !== undefined && told > room.largestBody', 'false'],
    'bytes of chunks not counted': ['if (bytes > room.largestBody)', 'if (read.length > room.largestBody)'],
    'a refused body stays held': ['holding.release();\n  return refused;', 'return refused;'],
    'a body that breaks off stays held': ['holding.release();\n    throw error;', 'throw error;'],
    'a body in chunks stays a small one': ['larger && bytes > SMALL_BODY_BYTES', 'false'],
  }),
  ...bugsIn('http/bytes-under-way.ts', {
    'bytes under way without a limit': ['this.#held + bytes > this.#limit', 'bytes > this.#limit'],
    'small bodies wait for large ones': [
      '(bytes <= SMALL_BODY_BYTES ? this.#small : this.#large)',
      'this.#large',
    ],
    'bytes given back twice': ['left = 0;', ''],
  }),
  ...bugsIn('http/serve-request.ts', {
    'an answered body stays held': ["response.once('close', () => taken.held.release());", ''],
    'a refused sender is cut off': ['if (!awaitsContinue) await discard(request);', 'request.destroy();'],
  }),
  ...bugsIn('http/request-body.ts', {
    'lines without end': ['items && lines.length === items.max', 'false'],
    'values of all lines not counted': ['values += json.ok ? json.values : 0;', ''],
  }),
  ...bugsIn('protocol/json-extent.ts', {
    'values not counted': ['      case COMMA:\n        values += 1;', '      case COMMA:'],
    'commas of texts counted': ['at = endOfText(bytes, at);', ''],
    'first values not counted': [
      "return 'nested-too-deep';\n          values += 1;",
      "return 'nested-too-deep';",
    ],
  }),
  ...bugsIn('api/violations.ts', {
    'violations without end': ['issue.keys.slice(0, room)', 'issue.keys'],
    'a long key told whole': ['key.length > MAX_KEY', 'false'],
  }),
  ...bugsIn('use-cases/submit/intake-message.ts', {
    'a large message is parsed': ['data.length > LIMITS.submissionBytes', 'false'],
  }),
];
