/** The first and the last line of an archive: whose ledger it is, and what it has to come to. */
import * as z from 'zod';
import { LedgerSumsSchema } from './ledger-sums.ts';

export const ARCHIVE_FORMAT = 'modigie-gateway-ledger';

/** It rises with a change that an older program could not read. */
export const ARCHIVE_VERSION = 1;

/** Enough of a header to tell an archive from another file, and its version, whatever else is in it. */
export const AnyHeaderSchema = z.object({ format: z.literal(ARCHIVE_FORMAT), version: z.int().positive() });

export const HeaderSchema = AnyHeaderSchema.extend({
  repositoryId: z.string().min(1),
  /** `move`: the ledger goes on elsewhere. `copy`: it goes on where it was, and this is a backup. */
  purpose: z.enum(['move', 'copy']),
  exportedAt: z.string(),
  gatewayVersion: z.string(),
});

export type ArchiveHeader = Readonly<z.output<typeof HeaderSchema>>;

export const TrailerSchema = z.object({
  end: z.literal(true),
  stores: LedgerSumsSchema,
  /** Of all bytes before this line. */
  sha256: z.string(),
});

export type ArchiveTrailer = Readonly<z.output<typeof TrailerSchema>>;
