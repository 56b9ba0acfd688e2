/** Adds `dead`, and what may be done with messages that were set aside, to the command line. */
import type { Command } from 'commander';
import { addDrop } from './drop.ts';
import { addExport } from './export.ts';
import { addList } from './list-letters.ts';
import { addRedrive } from './redrive-letters.ts';
import { addShow } from './show-letter.ts';

export function addDead(program: Command): void {
  const dead = program
    .command('dead')
    .description('list, show, redrive, drop and export dead letters: messages that were set aside');
  for (const addCommand of [addList, addShow, addRedrive, addDrop, addExport]) addCommand(dead);
}
