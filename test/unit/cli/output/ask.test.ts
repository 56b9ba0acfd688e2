import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { personAtTerminal } from '../../../../cli/output/ask.ts';

function terminal({ isInputOne = true, isOutputOne = true } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY: isInputOne });
  const stderr = Object.assign(new PassThrough(), { isTTY: isOutputOne });
  const controller = new AbortController();
  const ask = personAtTerminal(controller.signal, { stdin, stderr });
  return { stdin, stderr, ask, interrupt: () => controller.abort() };
}

describe('a question', () => {
  it.each([
    ['y\n', true],
    ['yes\n', true],
    [' Y \r\n', true],
    ['y', true],
    ['\n', false],
    ['n\n', false],
    ['yeah\n', false],
    ['no\nyes\n', false],
  ])('that is answered %j is answered %s', async (answer, isYes) => {
    const { ask, stdin, stderr } = terminal();
    const asked = ask?.('Retry? [y/N] ');
    stdin.end(answer);
    expect(await asked).toBe(isYes);
    expect(String(stderr.read())).toBe('Retry? [y/N] ');
  });

  it('is answered no by the end of the input, and by Ctrl-C', async () => {
    const ended = terminal();
    const asked = ended.ask?.('Retry? ');
    ended.stdin.end();
    expect(await asked).toBe(false);
    const left = terminal();
    const open = left.ask?.('Retry? ');
    left.interrupt();
    expect(await open).toBe(false);
  });

  it('is not asked where nobody would see it, or could answer', () => {
    expect(terminal({ isInputOne: false }).ask).toBeUndefined();
    expect(terminal({ isOutputOne: false }).ask).toBeUndefined();
  });
});
