import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { tellOfStatuses } from '../../../../cli/options/known-statuses.ts';

/** @returns what is told of a command that is typed so */
function toldOf(...args: string[]): string[] {
  const told: string[] = [];
  new Command('list')
    .option('--status <status>')
    .hook('preAction', (_, command) => tellOfStatuses(command, (line) => told.push(line)))
    .action(() => undefined)
    .parse(args, { from: 'user' });
  return told;
}

describe('a status that is typed', () => {
  it('is told of where this version does not know it, with those that it knows: Modigie may have new ones', () => {
    const known = expect.stringMatching(/: accepted, published, .*, completed\.$/);
    expect(toldOf('--status', 'copleted')).toEqual([known]);
    expect(toldOf('--status', 'copleted')[0]).toContain('knows no status copleted,');
    expect(toldOf('--status', 'failed,Canceled, ,withdrawn,lost')[0]).toContain(
      'knows no status Canceled or lost,',
    );
  });

  it('is not told of where it is known, or where there is none', () => {
    expect(toldOf('--status', 'failed, canceled,erased')).toEqual([]);
    expect(toldOf()).toEqual([]);
  });
});
