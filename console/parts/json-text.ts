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

/** @returns the text of each member of a JSON object, by its name; of a repeated one, the last */
export function memberTexts(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let open: { readonly name: string; readonly from: number } | undefined;
  for (const { token, before, depth, index } of tokensOf(text)) {
    if (depth === 1 && token === ':') open = { name: String(JSON.parse(before)), from: index + 1 };
    const ends = (depth === 1 && token === ',') || (depth === 0 && token === '}');
    if (open && ends) {
      members.set(open.name, text.slice(open.from, index).trim());
      open = undefined;
    }
  }
  return members;
}

const isBeginning = (token: string) => token === '{' || token === '[';
const isEnd = (token: string) => token === '}' || token === ']';

interface Token {
  readonly token: string;
  /** The one before it. */
  readonly before: string;
  /** How many objects and arrays it stands in; a bracket stands in those around its own. */
  readonly depth: number;
  readonly index: number;
}

function* tokensOf(text: string): Generator<Token, void, undefined> {
  let [depth, before] = [0, ''];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (isEnd(token)) depth -= 1;
    yield { token, before, depth, index };
    if (isBeginning(token)) depth += 1;
    before = token;
  }
}
