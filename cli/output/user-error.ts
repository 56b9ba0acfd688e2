/** Something the user can mend: shown as one line, exit code 2. */
export class UserError extends Error {
  readonly code = 'user-error';
}

/** The exit code of such an end. */
export const USER_ERROR = 2;
