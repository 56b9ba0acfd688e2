import type { Instant } from '../../jobs/instant.ts';
import type { LedgerFile } from './ledger-file.ts';
import type { MoveDirection } from './open-move.ts';

const BEGIN = 'INSERT INTO moves (direction, archive, begun_at) VALUES (?, ?, ?)';
const END = 'UPDATE moves SET ended_at = ? WHERE direction = ? AND ended_at IS NULL';

interface Move {
  readonly direction: MoveDirection;
  /** The name of the archive, as the person had it. */
  readonly archive: string;
}

/**
 * Notes that a ledger is moved. From then on its file is refused, but to the program that moves it, until the
 * move has ended. One of the same direction that is under way is taken over.
 */
export function beginMove(file: LedgerFile, { direction, archive }: Move, now: Instant): Promise<void> {
  return file.write(() => {
    file.run(END, now, direction);
    file.run(BEGIN, direction, archive, now);
  });
}

/**
 * A ledger that was filled is whole; one that had gone on elsewhere is taken up again.
 * @returns whether there was such a move
 */
export function endMove(file: LedgerFile, direction: MoveDirection, now: Instant): Promise<boolean> {
  return file.write(() => file.run(END, now, direction).changes > 0);
}
