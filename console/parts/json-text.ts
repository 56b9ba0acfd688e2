/** JSON as text: it is never parsed, so that a number beyond 2^53 is shown as it was sent. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** Text that is nested deeper is indented no further: else a text of brackets came to gigabytes of blanks. */
const DEEPEST = 32;

/** @returns JSON with each member on a line of its own, and all its tokens as they were */
export function prettyJson(text: string): string {
  let pretty = '';
  for (const { token, before, depth } of tokensOf(text)) {
    const breaks = isEnd(token) ? !isBeginning(before) : before === ',' || isBeginning(before);
    if (breaks) pretty += `\n${'  '.repeat(Math.min(DEEPEST, Math.max(0, depth)))}`;
    pretty += token === ':' ? ': ' : token;
  }
  return pretty;
}

const isBeginning = (token: string) => token === '{' || token === '[';
const isEnd = (token: string) => token === '}' || token === ']';

interface Token {
  readonly token: string;
  /** The one before it. */
  readonly before: string;
  /** How many objects and arrays it stands in; a bracket stands in those around its own. */
  readonly depth: number;
}

function* tokensOf(text: string): Generator<Token, void, undefined> {
  let [depth, before] = [0, ''];
  for (const [token] of text.matchAll(TOKEN)) {
    if (isEnd(token)) depth -= 1;
    yield { token, before, depth };
    if (isBeginning(token)) depth += 1;
    before = token;
  }
}
