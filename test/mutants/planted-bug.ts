/** A known bug: a text that stands once in a source file, and the faulty one that takes its place. */
export interface PlantedBug {
  readonly name: string;
  /** Path from the repository's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The text that is found, and the one that is planted there. */
type Change = readonly [find: string, replace: string];

/**
 * @param file a path in `shared/`, or one from the root that begins with `./`
 * @returns the bugs of one file, by name
 */
export function bugsIn(file: string, changes: Readonly<Record<string, Change>>): PlantedBug[] {
  return Object.entries(changes).map(([name, [find, replace]]) => ({
    name,
    file: file.startsWith('./') ? file.slice(2) : `shared/${file}`,
    find,
    replace,
  }));
}
