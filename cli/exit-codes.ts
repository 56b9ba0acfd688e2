/** Exit codes of all commands, and their meanings. */

export const DONE = 0;
/** Also what Node.js ends with at a fault of our own. */
export const FAULT = 1;
/** Of `enrich` and `smoke`: whatever a message explains. */
export const USAGE = 2;
/** Of `enrich` alone. */
export const SOME_NOT_SENT = 3;
/** As of GitHub's gh. */
export const AUTHENTICATION = 4;
/** Of `enrich` alone, which had 4 before other commands did. */
export const SOME_UNKNOWN = 4;
export const SOME_FAILED = 5;
/** 128 + SIGINT. */
export const INTERRUPTED = 130;
/** 128 + SIGPIPE; of `enrich` alone. */
export const OUTPUT_CLOSED = 141;

/** The meaning of each code that a command has. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Of commands that call a gateway. */
export const CALL_CODES = {
  [DONE]: 'done',
  [FAULT]: 'not done: the message says why',
  [USAGE]: 'it was not understood, and nothing was done: the message says why',
  [AUTHENTICATION]: 'the gateway does not take the token, or the account may not do that',
  [INTERRUPTED]: 'interrupted',
} as const satisfies ExitCodes;

/** Of commands that have --dry-run: it did what was asked, whatever it had to tell. */
export const DRY_RUN_CODES = {
  ...CALL_CODES,
  [DONE]: 'done; of --dry-run, it was told',
} as const satisfies ExitCodes;

/** Of acts on several things, by their IDs. */
const INTERRUPTED_ACT = 'interrupted: what was under way is told as unknown, since it may have been done';

/** Of an act on jobs, by their IDs or by a filter. */
export const JOB_ACT_CODES = {
  ...CALL_CODES,
  [DONE]: 'done, of a filter but for what is skipped; of --dry-run, it was told; of --detach, it is started',
  [FAULT]: 'nothing was done, of a filter some failed, or the gateway went away: the message says why',
  [SOME_FAILED]: 'of several request IDs, some were refused: each is told with the reason',
  [INTERRUPTED]: INTERRUPTED_ACT,
} as const satisfies ExitCodes;

/** Of an act on dead letters, by their IDs. */
export const LETTER_ACT_CODES = {
  ...CALL_CODES,
  [DONE]: 'all of it was done',
  [FAULT]: 'nothing was done, or the gateway went away: the message says why',
  [SOME_FAILED]: 'of several dead letters, some were refused: each is told with the reason',
  [INTERRUPTED]: INTERRUPTED_ACT,
} as const satisfies ExitCodes;

/** Of their redrive, by a filter as well. */
export const REDRIVE_CODES = {
  ...LETTER_ACT_CODES,
  [DONE]: 'all of it was done; of --dry-run, it was told; of --detach, it is started',
} as const satisfies ExitCodes;

export const OPERATION_CODES = {
  ...CALL_CODES,
  [DONE]: 'the operation has ended, and nothing failed',
  [FAULT]: 'some failed, it was aborted, or it cannot be read: the message says why',
} as const satisfies ExitCodes;

export const ERASE_CODES = {
  ...CALL_CODES,
  [DONE]: 'all that can be reached is erased',
  [FAULT]: 'something is left that can be reached, or nothing was erased: the message says why',
} as const satisfies ExitCodes;

export const WAIT_CODES = {
  ...CALL_CODES,
  [DONE]: 'the job is final, whichever way it ended',
  [FAULT]: 'the job is not final yet, or cannot be read: the message says why',
} as const satisfies ExitCodes;

export const RECONCILE_CODES = {
  ...CALL_CODES,
  [DONE]: 'all that was accepted is accounted for; with --invoice, it is what was charged',
  [FAULT]:
    'something does not add up, the invoice differs, or it could not be counted: the message says which',
} as const satisfies ExitCodes;

/** Of a ping to a webhook. */
export const WEBHOOK_TEST_CODES = {
  ...CALL_CODES,
  [DONE]: 'the receiver takes it: it answered 2xx',
  [FAULT]: 'the receiver does not take it, or the gateway went away: the message says why',
} as const satisfies ExitCodes;

/** Of a replay, which calls Google alone. */
export const WEBHOOK_REPLAY_CODES = {
  [DONE]: 'results are posted again; of --dry-run, it was told',
  [FAULT]: 'nothing was done: the message says why, or the answer was no',
  [USAGE]: 'it was not understood, or cannot be done, and nothing was done: the message says why',
  [INTERRUPTED]: 'interrupted',
} as const satisfies ExitCodes;

/** Of the check of a CRM's fields. */
export const FIELD_CHECK_CODES = {
  [DONE]: 'patches can be written: each field is there',
  [FAULT]: 'a field is missing or of another kind: each line with ✗ says what mends it',
  [USAGE]: 'nothing was checked: the message says why',
} as const satisfies ExitCodes;

/** Of moves of a ledger. */
export const LEDGER_CODES = {
  [DONE]: 'done; of an import, the ledger was read back, and is equal',
  [FAULT]: 'not done, or not equal: the message says why',
  [USAGE]: 'it was not understood, or a file cannot be used, and nothing was done: the message says why',
  [INTERRUPTED]: 'interrupted: the same command goes on',
} as const satisfies ExitCodes;

/** Of commands that call nothing. */
export const LOCAL_CODES = {
  [DONE]: CALL_CODES[DONE],
  [FAULT]: CALL_CODES[FAULT],
  [USAGE]: CALL_CODES[USAGE],
} as const satisfies ExitCodes;

/** Of a gateway that stays up. */
export const SERVE_CODES = {
  [DONE]: 'it was ended, and the next start goes on',
  [FAULT]:
    'it was not started: the clock of this machine is wrong, and may be set by then; or it ended by a fault of its disk, ' +
    'or of ours',
  [USAGE]: 'it was not started: the message says what a person has to mend',
} as const satisfies ExitCodes;

/** Of the console of a gateway. */
export const CONSOLE_CODES = {
  [DONE]: 'it was ended, and with it the access',
  [FAULT]: 'it was not started: the message says why',
  [USAGE]: CALL_CODES[USAGE],
  [AUTHENTICATION]: 'there is no token for the account that it runs as',
} as const satisfies ExitCodes;

/** Of the check of a signature. */
export const VERIFY_CODES = {
  [DONE]: 'it is genuine',
  [FAULT]: 'it is not: the message says why',
  [USAGE]: CALL_CODES[USAGE],
} as const satisfies ExitCodes;

export const ENRICH_CODES = {
  [DONE]: 'every row was sent, and has ended, whichever way; of --dry-run, it was told',
  [FAULT]: 'nothing was sent: the answer was no, or the clock is wrong; of --dry-run, no row could be sent',
  [USAGE]: 'nothing, or not all, was done: the message says why',
  [SOME_NOT_SENT]: 'some rows were not sent; the summary, the results and --rejects say why',
  [SOME_UNKNOWN]: 'of some rows it is not known whether they were taken: their reason says how to ask again',
  [INTERRUPTED]: 'interrupted; what was finished is kept',
  [OUTPUT_CLOSED]: 'the reader of standard output left before the end',
} as const satisfies ExitCodes;

export const SMOKE_CODES = {
  [DONE]: 'no check failed; a line with ? is for a person to find out',
  [FAULT]: 'a check failed',
  [USAGE]: 'nothing was checked: the message says why',
  [INTERRUPTED]: 'interrupted',
} as const satisfies ExitCodes;

export const DOCTOR_CODES = {
  [DONE]: 'nothing is wrong; a line with ⚠ is for a person to decide',
  [FAULT]: 'something is wrong, or could not be looked at: each line with ✗ says what mends it',
  [USAGE]: 'nothing was looked at: the message says why',
  [INTERRUPTED]: 'interrupted',
} as const satisfies ExitCodes;

/** Of the making of a configuration. */
export const INIT_CODES = {
  [DONE]: 'it is written, and nothing is wrong',
  [FAULT]: 'it is written, and something is wrong: each line with ✗ says what mends it; or the answer was no',
  [USAGE]: 'nothing was written: the message says why',
  [INTERRUPTED]: 'interrupted; nothing was written',
} as const satisfies ExitCodes;

/** @returns the end of a command's help */
export function exitCodesHelp(codes: ExitCodes): string {
  const lines = Object.entries(codes).map(([code, meaning]) => `  ${code.padEnd(4)} ${meaning}`);
  return `\nExit codes:\n${lines.join('\n')}\n`;
}
