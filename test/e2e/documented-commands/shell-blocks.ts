/**
 * The shell commands of README.md and docs/, block by block. A block either is run by a test, or is listed
 * with the reason why it cannot be: a new block has to decide.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** A block by the document, the heading above it, and its number below that heading. */
export type BlockName = `${string} > ${string} > ${number}`;

const NO_CLOUD = 'it needs a project of Google Cloud';
const NO_LOGGING =
  'Cloud Logging has no emulator; test/infra/terraform.test.ts looks up its events and labels';
const STOOD_WEBHOOKS = 'test/e2e/cli-webhooks.test.ts runs the same commands against a stand-in';
const NO_STATE = 'it needs a deployment; test/infra/terraform.test.ts looks up its outputs';

/** Blocks that no test runs, with the reason. */
export const CANNOT_RUN: Readonly<Record<BlockName, string>> = {
  'README.md > modigie-gateway > 2': 'it is the run of which this test is a part',
  'README.md > A gateway that stays up > 1':
    'its commands do not end; test/e2e/dev-on-emulators.test.ts, cli-dev-data.test.ts and cli.test.ts start and stop them',
  'docs/console.md > Open it > 1':
    'its commands do not end; test/e2e/dev-console.test.ts and cli-console.test.ts start and stop them',
  'docs/deploy.md > 2. Deploy > 1': NO_CLOUD,
  'docs/deploy.md > 2. Deploy > 2': 'it needs a release; test/unit/build/bundle-archive.test.ts unpacks one',
  'docs/deploy.md > 2. Deploy > 3': NO_CLOUD,
  'docs/deploy.md > 2. Deploy > 4': `${NO_CLOUD}; infra/tests/documented.tftest.hcl applies the same to mocked providers`,
  'docs/deploy.md > 3. Publishing as the application account > 1': NO_STATE,
  'docs/deploy.md > 3. Publishing as the application account > 2': 'it is for Modigie, in its own project',
  'docs/deploy.md > 3. Publishing as the application account > 3': NO_CLOUD,
  'docs/deploy.md > 4. Answers > 1': NO_STATE,
  'docs/deploy.md > 6. Take the results > 1':
    'it takes results of a deployment, and does not end; test/e2e/examples.test.ts runs the same program',
  'docs/deploy.md > 7. Smoke test > 1': `${NO_CLOUD}; test/e2e/cli-smoke.test.ts runs it against a stand-in`,
  'docs/deploy.md > 7. Smoke test > 2': `${NO_CLOUD}; test/e2e/cli-smoke.test.ts runs it against a stand-in`,
  'docs/deploy.md > 7. Smoke test > 3': NO_CLOUD,
  'docs/deploy.md > From your own root > 1': 'it asks the registry of providers',
  'docs/deploy.md > In an organisation with policies > 1': NO_CLOUD,
  'docs/deploy.md > Teardown > 1': NO_CLOUD,
  'docs/standalone.md > First steps > 1':
    'it asks at a terminal; test/e2e/cli-init.test.ts answers the same questions',
  'docs/standalone.md > First steps > 2':
    'its folders are of another machine; test/e2e/cli-init.test.ts runs the same options',
  'docs/standalone.md > Send a list > 1':
    'it needs a repository of Modigie; test/e2e/standalone-enrich.test.ts runs it on the emulator',
  'docs/standalone.md > Keep it running > 1':
    'it needs a repository of Modigie; test/e2e/standalone-serve.test.ts runs it on the emulator',
  'docs/standalone.md > Keep it running > 2':
    'it needs a repository of Modigie; test/e2e/standalone-serve.test.ts runs it on the emulator',
  'docs/standalone.md > See whether it works > 1':
    'it needs a repository of Modigie; test/e2e/cli-doctor-standalone.test.ts runs it on the emulator',
  'docs/simulation.md > The simulation > 1':
    'it runs for minutes; test/simulation/simulation.test.ts runs the same worlds, and their replay',
  'docs/privacy.md > How a person is found > 1': NO_CLOUD,
  'docs/webhooks.md > Webhooks > 1':
    'its programs do not end; test/e2e/webhook-receivers.test.ts starts the same, and stops them',
  'docs/webhooks.md > Verify > 1':
    'its secret and its request are invented; test/unit/cli/webhooks/verify-webhook.test.ts asks the same',
  'docs/webhooks.md > Name a webhook > 1': NO_CLOUD,
  'docs/webhooks.md > Name a webhook > 2': `${NO_CLOUD}; ${STOOD_WEBHOOKS}`,
  'docs/webhooks.md > Change a secret > 1': NO_CLOUD,
  'docs/webhooks.md > Change a filter > 1': `${NO_CLOUD}; ${STOOD_WEBHOOKS}`,
  'docs/webhooks.md > Post results again > 1': `${NO_CLOUD}; ${STOOD_WEBHOOKS}`,
  'docs/webhooks.md > When it is down for days > 1': NO_CLOUD,
  'docs/operate.md > webhook-backlog > 1': `${NO_CLOUD}; ${STOOD_WEBHOOKS}`,
  'docs/digest.md > Patches > 1':
    'it needs jq, and patches for two CRMs; test/e2e/cli-digest.test.ts runs both lines on as many',
  'docs/digest.md > Patches for a list > 1':
    'its gateway and its policy are of another company; test/e2e/cli-digest.test.ts runs the same commands',
  'docs/digest.md > Fields > 1':
    'it needs an account of HubSpot; test/e2e/cli-digest.test.ts checks a list of properties',
  'docs/digest.md > A policy of your own > 1':
    'its gateway does not end; test/unit/cli/dev/money-variables.test.ts asks the same of one',
  'docs/money.md > Try it > 1':
    'its gateway does not end; test/unit/cli/dev/money-variables.test.ts asks the same of one',
  'docs/reconcile.md > The invoice > 1':
    'the invoice is of another company; test/e2e/reconciling.test.ts runs the same command',
  'docs/warehouse.md > What each view answers > 1':
    'it asks BigQuery; test/warehouse/views.test.ts runs the view, and test/e2e/reconciling.test.ts the command',
  'docs/move-ledger.md > From one machine to the cloud > 1': NO_CLOUD,
  'docs/move-ledger.md > From one machine to the cloud > 2':
    'it needs a configuration and a project; test/e2e/cli-ledger-import.test.ts runs the same on the emulator',
  'docs/operate.md > Operating > 4': NO_LOGGING,
  'docs/operate.md > delivery > 1': NO_LOGGING,
  'docs/operate.md > no-sweep > 1': NO_LOGGING,
  'docs/operate.md > refused-calls > 1': NO_LOGGING,
  'docs/operate.md > failing > 1': NO_LOGGING,
  'docs/operate.md > Rotate the key > 1': NO_CLOUD,
};

/** Every block's text, by its name. */
export const SHELL_BLOCKS: ReadonlyMap<BlockName, string> = new Map(DOCUMENTS.flatMap(blocksOf));

/** @returns the blocks that a test has to run */
export function runnable(document: 'README.md' | 'docs/deploy.md' | 'docs/operate.md'): BlockName[] {
  return [...SHELL_BLOCKS.keys()].filter(
    (name) => name.startsWith(`${document} > `) && !(name in CANNOT_RUN),
  );
}

function blocksOf(document: string): [BlockName, string][] {
  const blocks: [BlockName, string][] = [];
  let heading = '';
  let lines: string[] | undefined;
  for (const line of readFileSync(join(ROOT, document), 'utf8').split('\n')) {
    const title = lines === undefined ? /^#+ (.+)$/.exec(line)?.[1] : undefined;
    if (title !== undefined) heading = title.replaceAll('`', '');
    if (line.trim() === '```sh') lines = [];
    else if (line.trim() === '```' && lines) {
      const before = blocks.filter(([name]) => name.startsWith(`${document} > ${heading} > `)).length;
      blocks.push([`${document} > ${heading} > ${before + 1}`, lines.join('\n')]);
      lines = undefined;
    } else lines?.push(line);
  }
  return blocks;
}
