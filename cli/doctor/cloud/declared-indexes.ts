/** The indexes and exemptions that infra/firestore.indexes.json declares, for Terraform and emulators too. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const DeclaredSchema = z.object({
  indexes: z.array(
    z.object({
      collectionGroup: z.string(),
      queryScope: z.string(),
      fields: z.array(
        z.object({
          fieldPath: z.string(),
          order: z.string().optional(),
          arrayConfig: z.string().optional(),
        }),
      ),
    }),
  ),
  fieldOverrides: z.array(
    z.object({
      collectionGroup: z.string(),
      fieldPath: z.string(),
      ttl: z.boolean().default(false),
      indexes: z.array(z.unknown()),
    }),
  ),
});

/** @param repository its folder */
export async function readDeclaredIndexes(repository: string): Promise<z.output<typeof DeclaredSchema>> {
  return DeclaredSchema.parse(
    JSON.parse(await readFile(join(repository, 'infra', 'firestore.indexes.json'), 'utf8')),
  );
}
