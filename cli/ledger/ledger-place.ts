/** How a command is told where a ledger is: in the file of a standalone gateway, or in Firestore. */
import { type Command, Option } from 'commander';
import { repositoryId } from '../../shared/config/variable.ts';
import { projectOption } from '../deployment/deployment-options.ts';
import { UserError } from '../output/user-error.ts';
import { readConfigFile } from '../standalone/read-config-file.ts';

export interface PlaceOptions {
  readonly config?: string | undefined;
  readonly project?: string | undefined;
  readonly database: string;
  readonly repository?: string | undefined;
}

export interface FilePlace {
  readonly in: 'file';
  readonly path: string;
  readonly repositoryId: string;
  readonly peppersFile: string | undefined;
}

export interface FirestorePlace {
  readonly in: 'firestore';
  readonly project: string;
  readonly database: string;
  readonly repositoryId: string;
}

export type LedgerPlace = FilePlace | FirestorePlace;

export function addPlaceOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the ledger of a standalone gateway: its configuration, such as modigie.json')
    .addOption(projectOption().conflicts('config'))
    .addOption(
      new Option('--database <name>', 'with --project: the name of the Firestore database').default(
        '(default)',
      ),
    )
    .addOption(
      new Option('--repository <id>', 'with --project: the ID of the repository at Modigie').conflicts(
        'config',
      ),
    );
}

/** @throws UserError for a place that is not told, and for a configuration that cannot be used */
export async function placeOf({ config, project, database, repository }: PlaceOptions): Promise<LedgerPlace> {
  if (config !== undefined) return filePlaceOf(config);
  if (project === undefined)
    throw new UserError(
      'Which ledger? Give --config modigie.json for that of a standalone gateway, or --project and --repository ' +
        'for one in Firestore.',
    );
  const id = repositoryId.safeParse(repository);
  if (!id.success)
    throw new UserError(
      `--repository ${repository === undefined ? 'is required with --project' : id.error.issues[0]?.message}.`,
    );
  return { in: 'firestore', project, database, repositoryId: id.data };
}

/** @throws UserError for a configuration that cannot be used */
export async function filePlaceOf(config: string): Promise<FilePlace> {
  const { ledger, repositoryId: id, personPeppersFile } = await readConfigFile(config);
  return { in: 'file', path: ledger, repositoryId: id, peppersFile: personPeppersFile };
}

/** @returns the place, in a sentence */
export function inWords(place: LedgerPlace): string {
  if (place.in === 'file') return place.path;
  const { project, database } = place;
  return `Firestore of ${project}${database === '(default)' ? '' : `, database ${database}`}`;
}
