/**
 * @returns the name of a column without regard to case, spaces, punctuation, quotes and invisible characters,
 * as people and their programs write it
 */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
