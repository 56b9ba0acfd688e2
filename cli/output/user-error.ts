import { USAGE } from '../exit-codes.ts';

/** Something the user can mend: shown as it is, without where in the code it happened. */
export class UserError extends Error {
  readonly code = 'user-error';
  readonly exitCode: number;

  /** @param exitCode that the command ends with; one of `cli/exit-codes.ts` */
  constructor(message: string, exitCode: number = USAGE) {
    super(message);
    this.exitCode = exitCode;
  }
}
