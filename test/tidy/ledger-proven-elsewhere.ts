import type { ProvenElsewhere } from './mirror.ts';

const MOVES = 'test/contract/ledger-archive.test.ts';
const READING = 'test/unit/adapters/archive/read-archive.test.ts';
const EXPORT = 'test/e2e/cli-ledger-export.test.ts';
const IMPORT = 'test/e2e/cli-ledger-import.test.ts';

/** Of the move of a ledger: sources that no test of their own proves, and the test that does instead. */
export const LEDGER_PROVEN_ELSEWHERE: ProvenElsewhere = {
  'shared/adapters/archive/archive-error.ts': READING,
  'shared/adapters/archive/archive-frame.ts': READING,
  'shared/adapters/archive/archive-lines.ts': READING,
  'shared/adapters/archive/archived-forms.ts': MOVES,
  'shared/adapters/archive/ledger-contents.ts': MOVES,
  'shared/adapters/archive/ledger-entries.ts': MOVES,
  'shared/adapters/archive/ledger-sums.ts': MOVES,
  'shared/adapters/archive/strangers.ts': IMPORT,
  'shared/adapters/archive/write-archive.ts': MOVES,
  'shared/adapters/sqlite/open-move.ts': 'test/unit/adapters/sqlite/ledger-moves.test.ts',
  'cli/ledger/command.ts': EXPORT,
  'cli/ledger/export-ledger.ts': EXPORT,
  'cli/ledger/import-ledger.ts': IMPORT,
  'cli/ledger/ledger-context.ts': EXPORT,
  'cli/ledger/ledger-place.ts': EXPORT,
  'cli/ledger/ledger-words.ts': EXPORT,
  'cli/ledger/open-ledger-at.ts': IMPORT,
  'cli/ledger/peppers-of.ts': IMPORT,
  'cli/ledger/reopen-ledger.ts': EXPORT,
};
