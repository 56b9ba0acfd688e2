/** Adds `holds` to the command line: job types of which nothing is published. */
import type { Command } from 'commander';
import { addPlace } from './place.ts';
import { addRelease } from './release.ts';
import { addHoldsList } from './show-holds.ts';

export function addHolds(program: Command): void {
  const holds = program
    .command('holds')
    .description('hold job types, so that jobs are accepted and nothing is published, and release them');
  addHoldsList(holds);
  addPlace(holds);
  addRelease(holds);
}
