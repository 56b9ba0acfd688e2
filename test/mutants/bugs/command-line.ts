/** Bugs of the command line: money that nobody agreed to, terminals that obey, numbers and profiles. */
import { bugsIn } from '../planted-bug.ts';

export const COMMAND_LINE_BUGS = [
  ...bugsIn('./cli/jobs/retry-plan.ts', {
    'a job under two IDs is retried twice': [
      "row.outcome === 'retryable' ? job.requestId : undefined",
      "row.outcome === 'retryable' ? requestId : undefined",
    ],
  }),
  ...bugsIn('./cli/jobs/retry-jobs.ts', {
    'a retry is charged without a question': ['plan.charges === 0 ||', 'plan.charges >= 0 ||'],
    'a bulk of which some failed is done': [
      'requestIds.length > 1 ? SOME_FAILED',
      'requestIds.length > 1 ? DONE',
    ],
  }),
  ...bugsIn('./cli/operations/act-on-many.ts', {
    'a job is charged that came to match after it was asked': [
      'isOver ? filter.until : requestedAt',
      'filter?.until',
    ],
    'an act on many is done without a question': [
      '!(await call.ask(questionOf(act, count)))',
      'questionOf(act, count) === undefined',
    ],
  }),
  ...bugsIn('./cli/output/printable.ts', {
    'a terminal obeys what a gateway sends': ['[\\p{Cc}\\p{Bidi_Control}', '[\\t\\n\\r\\p{Bidi_Control}'],
    'a name is shown backwards': ['\\p{Bidi_Control}', ''],
    'a backslash in a cell is taken for an escape': ["text.replaceAll('\\\\', '\\\\\\\\')", 'text'],
  }),
  ...bugsIn('./cli/output/verbatim-json.ts', {
    'a long number is rounded': [' && String(value) !== source', ' && false'],
  }),
  ...bugsIn('./cli/output/table.ts', {
    'a table is wider than its terminal': [
      'terminalWidth - GAP.length * (headers.length - 1)',
      'terminalWidth',
    ],
  }),
  ...bugsIn('./cli/options/profile-option.ts', {
    'a default profile has an embedded run send its leads': [
      "command.getOptionValueSource('gateway') === 'default'",
      'true',
    ],
    'a profile takes the place of a token that is given': [
      " && command.getOptionValue('token') === undefined",
      '',
    ],
  }),
  ...bugsIn('./cli/profiles/config-file.ts', {
    'profiles are there for everybody to read': ['chmod(unfinished, 0o600)', 'chmod(unfinished, 0o644)'],
  }),
  ...bugsIn('./cli/failed-calls.ts', {
    'a refused caller ends as any fault': ['return AUTHENTICATION;', 'return FAULT;'],
  }),
];
