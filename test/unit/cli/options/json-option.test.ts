import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addJsonOption } from '../../../../cli/options/json-option.ts';

/** @returns what the command got, or was refused with */
function parsed(...args: string[]) {
  const program = new Command('mg').exitOverride().configureOutput({ writeErr: () => undefined });
  const seen: unknown[] = [];
  const noun = program.command('jobs');
  addJsonOption(noun.command('show').argument('[ids...]').option('--yes'), ['requestId', 'status']).action(
    (ids: string[], options: { json?: string[] }) => void seen.push(ids, options.json),
  );
  try {
    program.parse(['jobs', 'show', ...args], { from: 'user' });
    return seen;
  } catch (error) {
    return String(error);
  }
}

describe('--json', () => {
  it.each([
    [[], [[], undefined]],
    [['--json'], [[], []]],
    [['--json='], [[], []]],
    [
      ['--json', 'id-1'],
      [['id-1'], []],
    ],
    [
      ['id-1', '--json', '--yes'],
      [['id-1'], []],
    ],
    [
      ['--json=status,requestId', 'id-1'],
      [['id-1'], ['status', 'requestId']],
    ],
    [['--json=status, requestId'], [[], ['status', 'requestId']]],
    // Behind -- all are arguments.
    [
      ['--', '--json'],
      [['--json'], undefined],
    ],
  ])('%j is read as %j', (args, seen) => {
    expect(parsed(...args)).toEqual(seen);
  });

  it('lists the known fields when one is unknown', () => {
    expect(parsed('--json=status,state')).toContain(
      'There is no field "state"; there are requestId, status.',
    );
    expect(parsed('--json=status,')).toContain('There is no field ""; there are requestId, status.');
  });
});
