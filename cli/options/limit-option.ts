import type { Command } from 'commander';
import { wholeNumber } from './whole-number.ts';

const DEFAULT_LIMIT = 100;
const MOST = 1_000_000;

/** Adds `--limit` to a command that lists. */
export function addLimitOption(command: Command): Command {
  return command.option('--limit <n>', 'show so many at most', wholeNumber(1, MOST), DEFAULT_LIMIT);
}
