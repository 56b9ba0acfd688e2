/** A list through a standalone gateway, in a process of its own: `standalone-list.ts LIST OUT LEDGER`. */
import { enrichLeads } from '../cli/enrich/enrich-leads.ts';
import { leadsOf } from '../cli/enrich/leads.ts';
import { openOutputs } from '../cli/enrich/outputs.ts';
import { openList } from '../cli/lists/open-list.ts';
import { RealClock } from '../local/clock.ts';
import { NO_WEBHOOKS } from '../local/stacks/embedded-webhooks.ts';
import { inProcessGateway } from '../local/stacks/in-process-gateway.ts';
import { createStandaloneGateway } from '../local/standalone/standalone-gateway.ts';
import { LedgerFile } from '../shared/adapters/sqlite/ledger-file.ts';
import { parseStandaloneConfig } from '../shared/config/standalone-config.ts';
import { requirementsOf } from '../shared/protocol/job-types.ts';
import { SILENT } from '../shared/telemetry/log-events.ts';
import { instantModigie } from './instant-modigie.ts';
import { REPOSITORY_ID } from './measured-gateway.ts';

const JOB_TYPE = 'enrichMobile';
/** As of `enrich --config`. */
const POLLS = { shortestMs: 250, longestMs: 5_000 };
const CONCURRENCY = 2_000;

const [path = '', out = '', ledger = ''] = process.argv.slice(2);
const config = parseStandaloneConfig(
  JSON.stringify({
    repositoryId: REPOSITORY_ID,
    jobTypes: { [JOB_TYPE]: { topic: 'projects/modigie/topics/requests' } },
    responseSubscriptions: ['projects/modigie/subscriptions/responses'],
  }),
);
const clock = new RealClock();
const gateway = createStandaloneGateway({
  config: { ...config, ledger },
  file: LedgerFile.open(ledger, { repositoryId: REPOSITORY_ID }),
  wire: instantModigie(REPOSITORY_ID),
  webhooks: NO_WEBHOOKS,
  peppers: [{ version: '1', secret: 'a secret of the benchmark, 32 bytes' }],
  clock,
  telemetry: SILENT,
});
gateway.begin();
const list = await openList(path, { requirements: requirementsOf(JOB_TYPE) });
const outputs = await openOutputs(path, list, { out, force: true });
const options = {
  client: inProcessGateway(gateway.api, clock),
  clock,
  concurrency: CONCURRENCY,
  polls: POLLS,
  signal: new AbortController().signal,
};
for await (const leads of enrichLeads(leadsOf(list, JOB_TYPE), options)) await outputs.write(leads);
await outputs.finish();
await gateway.stop();
