/** Showback: the tags by whose values a company counts what it spends (docs/money.md). */

/** The values of each showback tag, by its name. */
export type Showback = ReadonlyMap<string, ReadonlySet<string>>;

export const NO_SHOWBACK: Showback = new Map();

/** The value of a showback tag that is none of those configured: values are few, and none is personal. */
const OTHER = 'other';

/**
 * @param tags `name=value`, of one job
 * @returns what it is counted by: its showback tags, each once
 */
export function dimensionsOf(showback: Showback, tags: readonly string[]): string[] {
  if (showback.size === 0) return [];
  const dimensions = tags.flatMap((tag) => {
    const [name = '', value = ''] = splitTag(tag);
    const values = showback.get(name);
    if (values === undefined) return [];
    return [`${name}=${values.has(value) ? value : OTHER}`];
  });
  return [...new Set(dimensions)];
}

/** @returns all dimensions that there may be, by tag and value */
export function allDimensions(showback: Showback): string[] {
  return [...showback].flatMap(([name, values]) =>
    [...new Set([...values, OTHER])].map((value) => `${name}=${value}`),
  );
}

/** Whether jobs with a tag, `name=value`, are counted by it, and not among others. */
export function isCountedBy(showback: Showback, tag: string): boolean {
  const [name, value] = splitTag(tag);
  return showback.get(name)?.has(value) ?? false;
}

/** @returns the dimensions that there may be of one showback tag */
export function dimensionsOfTag(showback: Showback, name: string): string[] {
  const values = showback.get(name);
  return values === undefined ? [] : allDimensions(new Map([[name, values]]));
}

function splitTag(tag: string): [string, string] {
  const at = tag.indexOf('=');
  return [tag.slice(0, at), tag.slice(at + 1)];
}
