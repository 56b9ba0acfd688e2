/** A list of leads as the server beside the API reads it: the same as `enrich` makes of the same file. */
import type { ForecastSummary, Submission } from '../../../client/index.ts';
import type { Gateway } from '../../connect.ts';

export interface ListedLead {
  /** Its line in the list. */
  readonly row: number;
  readonly submission: Submission & { readonly requestId: string };
}

/** The forecast of a list, as far as it is shown: the same as `enrich --dry-run --json` prints. */
export interface ListForecast
  extends Pick<ForecastSummary, 'leads' | 'byWould' | 'charges' | 'amounts' | 'seconds'> {
  readonly rows: number;
  readonly budgets: readonly {
    readonly name: string;
    readonly left: number;
    readonly after: number;
    readonly renewsAt: string;
  }[];
}

export interface ReadList {
  readonly jobType: string;
  /** The words of the reader about it, such as its encoding. */
  readonly notes: readonly string[];
  readonly forecast: ListForecast;
  readonly leads: readonly ListedLead[];
  /** Rows of which no submission was made. */
  readonly rejects: readonly { readonly row: number; readonly reason: string }[];
}

/** A list that was chosen. */
export interface ChosenList {
  readonly file: File;
  readonly list: ReadList;
}

/** The file that a person has dropped, or an example. @throws Error in words */
export async function readList(gateway: Gateway, file: File, jobType: string): Promise<ChosenList> {
  const text = await gateway.beside(`lists:read?${new URLSearchParams({ jobType })}`, file);
  return { file, list: JSON.parse(text) };
}

/** @returns invented leads, as a file that might have been dropped */
export async function exampleList(gateway: Gateway): Promise<File> {
  return new File([await gateway.beside('lists:example')], 'leads.csv', { type: 'text/csv' });
}

/** @returns the list with its results as they are now */
export async function resultsOf(gateway: Gateway, { file, list }: ChosenList): Promise<Blob> {
  const asked = new URLSearchParams({ jobType: list.jobType });
  return new Blob([await gateway.beside(`lists:results?${asked}`, file)], { type: 'text/csv' });
}
