/** Google's APIs for a command of a person: with their own credentials, and refusals in words. */
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { FAULT } from '../exit-codes.ts';
import { UserError } from '../output/user-error.ts';
import { applicationDefault } from './application-default.ts';
import { type GoogleApis, googleApis } from './google-apis.ts';
import { GoogleRefusal } from './google-refusal.ts';

/** @throws UserError without credentials */
export async function operatorsGoogle(): Promise<GoogleApis> {
  return googleApis({ authorize: await applicationDefault(), fetch, clock: systemClock });
}

/** @throws UserError with the remedy, where Google refuses */
export async function askingGoogle<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GoogleRefusal)) throw error;
    const { message, remedy } = error;
    throw new UserError(`${message.charAt(0).toUpperCase()}${message.slice(1)}. ${remedy}`, FAULT);
  }
}
