/** Reads the peppers of a standalone gateway from their file, which has the text of PERSON_PEPPERS. */
import { PeppersSchema } from '../../shared/config/peppers-variable.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import { UserError } from '../output/user-error.ts';
import { readSmallFile } from './files/small-file.ts';

/**
 * @param file absent: persons are not keyed
 * @throws UserError for a file that cannot be read, or has none in it; nothing of it is told
 */
export async function readPeppers(file: string | undefined): Promise<Peppers> {
  if (file === undefined) return [];
  const text = await readSmallFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `personPeppersFile ${file} cannot be read (${error.code}): put it back, or persons of earlier jobs are found no more.`,
    );
  });
  const { success, data, error } = PeppersSchema.safeParse(text);
  if (!success) throw new UserError(`personPeppersFile ${file} ${error.issues[0]?.message}.`);
  if (data.length === 0)
    throw new UserError(`personPeppersFile ${file} is empty: put its secrets back, or leave the member out.`);
  return data;
}
