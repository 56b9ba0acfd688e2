import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDropped } from '../../../../../cli/console/lists/dropped-list.ts';
import { resultsSoFar } from '../../../../../cli/console/lists/results-so-far.ts';
import { ModigieGateway } from '../../../../../client/index.ts';
import { requirementsOf } from '../../../../../shared/protocol/job-types.ts';
import { type ServedGateway, serveEmbeddedGateway } from '../../../../e2e/embedded-gateway.ts';
import { waitFor } from '../../../../e2e/wait-for.ts';

const AS = { jobType: 'enrichMobile', requirements: requirementsOf('enrichMobile') };
const HEADER = 'id,firstName,lastName,company,tags';

let served: ServedGateway;
let gateway: ModigieGateway;
beforeAll(async () => {
  served = await serveEmbeddedGateway();
  gateway = new ModigieGateway({ url: served.url });
});
afterAll(() => served.stop());

async function send(list: string): Promise<void> {
  for (const { submission } of (await readDropped(Buffer.from(list), AS)).leads)
    if (submission) await gateway.jobs.submit(submission);
}

/** @returns of each row its ID, status and reason */
async function soFar(list: string): Promise<string[][]> {
  const text = await resultsSoFar(await readDropped(Buffer.from(list), AS), gateway);
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  return rows.map(({ id = '', status = '', reason = '' }) => [id, status, reason]);
}

describe('results so far', () => {
  it('have each row in its place: finished, under way, not sent, refused, used before, damaged', async () => {
    await send(
      `${HEADER}\ndone,Ann,Lee,Acme,\nsilent,Ann,Lee,Acme,synthetic.outcome=silent\nother,Ann,Lee,Acme,\n`,
    );
    await waitFor(async () => ((await gateway.jobs.get('done_enrichMobile_1')).final ? true : undefined));
    const list = `${HEADER}
done,Ann,Lee,Acme,
silent,Ann,Lee,Acme,synthetic.outcome=silent
other,Bob,Lee,Acme,
new,Ann,Lee,Acme,
no-name,,Lee,Acme,
done,Ann,Lee,Acme,
done,Zoe,Lee,Acme,
odd,Ann@example,Lee,Acme,
`;
    expect(await soFar(list)).toEqual([
      ['done', 'completed', ''],
      ['silent', 'published', ''],
      ['other', 'skipped', expect.stringMatching(/^line 4: id was used before with other values/)],
      ['new', 'skipped', 'line 5: was not sent yet'],
      ['no-name', 'skipped', expect.stringMatching(/^line 6: firstName /)],
      ['done', 'completed', ''],
      ['done', 'skipped', expect.stringMatching(/^line 8: id was used before.*a new id/)],
      ['odd', 'skipped', expect.stringMatching(/^line 9: firstName is an address/)],
    ]);
  });

  it('are asked for in parts that a gateway takes', async () => {
    const rows = Array.from({ length: 1_201 }, (_, i) => `p${i},Ann,Lee,Acme,`);
    const told = await soFar(`${HEADER}\n${rows.join('\n')}\n`);
    expect(told).toHaveLength(1_201);
    expect(new Set(told.map(([, status]) => status))).toEqual(new Set(['skipped']));
  });
});
