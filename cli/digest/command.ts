/** Adds `digest` to the command line: what a job says, and whether a CRM has the fields for it. */
import type { Command } from 'commander';
import { addCheck } from './check-crm.ts';
import { addShowDigest } from './show-digest.ts';

export function addDigest(program: Command): void {
  const group = program
    .command('digest')
    .description('show what a completed job says, and check that a CRM has the fields that patches write');
  addShowDigest(group);
  addCheck(group);
}
