/** The commands of docs/deploy.md and docs/operate.md, as they stand, against the gateway on emulators. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { answerBody, PAYLOAD, submission } from '../../fixtures.ts';
import { type Deployment, deploy, until } from './deployment.ts';
import { expectInOrder } from './doctor.ts';
import { expectFailuresListed } from './failures.ts';
import { person } from './person.ts';
import { commandPath } from './shell.ts';
import { type BlockName, runnable } from './shell-blocks.ts';

const REDRIVE = 'docs/operate.md > Redrive dead letters';
const LIST: BlockName = `${REDRIVE} > 1`;
const SHOW: BlockName = `${REDRIVE} > 2`;
const MEND: BlockName = `${REDRIVE} > 3`;
const REDRIVE_MANY: BlockName = `${REDRIVE} > 4`;
const DROP: BlockName = `${REDRIVE} > 5`;
const UNDELIVERED: BlockName = 'docs/operate.md > Redrive what was undelivered > 1';
const REPLAY: BlockName = 'docs/operate.md > Have a lost response replayed > 1';
const REDELIVER: BlockName = 'docs/operate.md > Deliver a result again > 1';
const MANY: BlockName = 'docs/operate.md > Do something to many jobs > 1';
const RETRY: BlockName = 'docs/operate.md > Retry by hand > 1';
const ERASURE = (block: number): BlockName => `docs/operate.md > Erase a person's data > ${block}`;
/** Cloud Run gives one to every request. */
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const missing = (
  await Promise.all(['gcloud', 'jq', 'curl'].map(async (name) => ((await commandPath(name)) ? [] : [name])))
).flat();
if (missing.length > 0)
  process.stderr.write(`The commands of docs/operate.md are not run: ${missing.join(', ')} not found.\n`);

describe.skipIf(!inject('emulators') || missing.length > 0)('the runbook', { timeout: 300_000 }, () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  });
  afterAll(() => deployment.stop());

  const file = (name: string) => join(deployment.shell.folder, name);
  const run = (name: BlockName, env?: NodeJS.ProcessEnv, afterwards?: string) =>
    deployment.shell.run(name, env, afterwards);
  const submit = (json: object) =>
    fetch(`${deployment.stack.functions['submit-jobs'].url}/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: TRACEPARENT },
      body: JSON.stringify(json),
    });
  const answerLate = (fields: object) =>
    deployment.stack.pubsub.topic(deployment.stack.topics.responses).publishMessage({
      data: Buffer.from(answerBody({ updateTime: '2099-01-01T00:00:00.000000Z', ...fields })),
    });

  describe('the first job, and what is there', () => {
    it('is submitted and read as docs/deploy.md says', async () => {
      const printed = await run('docs/deploy.md > 5. The first real job > 1');
      expect(printed).toMatch(/^HTTP\/1\.1 202/);
      expect(printed).toContain('"requestId": "contact-1_enrichMobile_1"');
    });

    it('is read as docs/operate.md says', async () => {
      const printed = await run(
        'docs/operate.md > Operating > 1',
        {},
        'printenv SUBMIT READ OPERATE TOKEN LEDGER',
      );
      expect(printed.split('\n')).toEqual([
        deployment.stack.functions['submit-jobs'].url,
        deployment.stack.functions['query-jobs'].url,
        deployment.stack.functions['operate-jobs'].url,
        'a-token',
        'https://firestore.googleapis.com/v1/projects/acme-crm-prod/databases/modigie-gateway/documents/repositories/acme-production/jobs',
        '',
      ]);
      const env = { REQUEST_ID: 'contact-1_enrichMobile_1' };
      expect(await run('docs/operate.md > A job that does not come back > 1', env)).toMatch(/submitted/);
      expect(await run('docs/operate.md > Operating > 2')).toMatch(/^attempts\tcontact-1_/m);
      await expectFailuresListed(deployment, submit);
      await expectInOrder(deployment);
    });
  });

  describe('a dead letter', () => {
    const bad = (requestId: string) => ({
      requestId,
      jobType: 'enrichMobile',
      payload: { person: { firstName: 'Ann' } },
    });
    /** @returns the ID of a letter that waits, other than those before */
    async function waiting(before: readonly string[] = []): Promise<string> {
      const ids = async () => (await run(LIST)).split('\n').map((row) => row.split('\t')[0] ?? '');
      const isNew = (one: string) => one !== '' && !before.includes(one);
      return (await until(ids, (found) => found.some(isNew))).find(isNew) ?? '';
    }
    /** An editor that replaces what it is given. */
    async function editor(text: string): Promise<string> {
      await writeFile(file('good.json'), text);
      await writeFile(file('editor'), `#!/bin/sh\ncp good.json "$1"\n`, { mode: 0o755 });
      return './editor';
    }

    it('is listed, shown, mended, and taken in once', async () => {
      await deployment.publish('intake', bad('letter-1'));
      const LETTER = await waiting();
      const shown = await run(SHOW, { LETTER });
      expect(shown).toContain('reason\tinvalid');
      expect(shown).toContain('still invalid at /payload/person/lastName');
      const EDITOR = await editor(JSON.stringify(submission('letter-1')));
      expect(await run(MEND, { LETTER, EDITOR })).toContain(`${LETTER}\tredriven`);
      const job = await until(
        () => deployment.job('letter-1'),
        (seen) => seen !== undefined,
      );
      expect(job?.attempts).toHaveLength(1);
      await expect(run(MEND, { LETTER, EDITOR })).rejects.toThrow();
    });

    it('that is still wrong is not redriven, and is dropped in the end', async () => {
      await deployment.publish('intake', bad('letter-2'));
      const LETTER = await waiting();
      await expect(run(MEND, { LETTER, EDITOR: await editor('{') })).rejects.toThrow();
      await expect(run(MEND, { LETTER, EDITOR: 'true' })).rejects.toThrow();
      // None of those that wait was over budget.
      expect((await run(REDRIVE_MANY)).match(/^(?:found|done)\t0$/gm)).toHaveLength(4);
      expect(await run(DROP, { LETTER })).toContain(`${LETTER}\tdropped`);
      expect(await run(LIST)).not.toContain(LETTER);
    });

    it('on the topic is kept, and its copy there can be written to a file', async () => {
      await deployment.passOn(bad('letter-3'));
      const LETTER = await waiting();
      expect(await run(SHOW, { LETTER })).toContain('"requestId": "letter-3"');
      const kept = async () => {
        await run('docs/operate.md > expiring > 1');
        return readFile(file('kept.json'), 'utf8');
      };
      const data = Buffer.from(JSON.stringify(bad('letter-3'))).toString('base64');
      await until(kept, (text) => text.includes(data));
      await run(DROP, { LETTER });
    });
  });

  it('undelivered submissions are taken in, also after a crash in the middle', async () => {
    for (const name of ['a', 'b', 'c'])
      await deployment.publish('intake-undelivered', submission(`undelivered-${name}`));
    await run(UNDELIVERED, { FAILING: 'subscriptions ack' });
    await deployment.handOutAgain();
    await run(UNDELIVERED);
    for (const name of ['a', 'b', 'c'])
      await until(
        () => deployment.job(`undelivered-${name}`),
        (job) => job !== undefined,
      );
    expect(JSON.parse(await readFile(file('message.json'), 'utf8'))).toEqual([]);
    expect((await readFile(file('redriven.ndjson'), 'utf8')).split('\n').length).toBeGreaterThan(4);
  });

  it('a lost response is asked for at once, and none of a job that was answered', async () => {
    const tags = [{ name: 'synthetic.outcome', value: 'silent' }];
    await submit(submission('done'));
    await submit(submission('lost', { payload: { ...PAYLOAD, tags } }));
    const countOf = async () =>
      /"count": \{\s*"integerValue": "(\d+)"/.exec(await deployment.record('lost'))?.[1];
    await until(countOf, (count) => count === '1');
    await until(
      () => deployment.record('lost'),
      (record) => record.includes('"silence"'),
    );
    expect(await run(REPLAY, { REQUEST_ID: 'lost' })).toContain('lost\treplayed\t\t');
    await until(countOf, (count) => count === '2');
    const before = await until(
      () => deployment.record('done'),
      (record) => record.includes('"purge"'),
    );
    await expect(run(REPLAY, { REQUEST_ID: 'done' })).rejects.toThrow();
    expect(await deployment.record('done')).toBe(before);
  });

  it('a result is delivered again, and many jobs are counted and retried', async () => {
    const REQUEST_ID = 'done';
    expect(await run(REDELIVER, { REQUEST_ID })).toContain('done\tredelivered\t\tcompleted\n');
    const printed = await run(MANY);
    expect(printed).toMatch(
      /^kind\tretry \(dry run\)\nstate\tdone$.*^kind\tretry\nstate\tdone$.*^op_\w+\tretry\tdone\t/ms,
    );
  });

  describe('erasing a person', () => {
    const answers = { payload: person('x', 'silent').payload };

    it('leaves nothing of all attempts, whether they wait, are under way or have ended', async () => {
      await submit(person('waiting', 'failed'));
      await submit(person('under-way', 'silent'));
      await submit(person('lineage', 'fail-first:1'));
      const failed = (job?: { readonly status?: unknown }) => job?.status === 'failed';
      for (const name of ['waiting', 'lineage']) await until(() => deployment.job(name), failed);
      expect(await run(RETRY, { REQUEST_ID: 'lineage' })).toContain('lineage\tretried\t\tlineage~2\n');
      expect(await run('docs/operate.md > See who changed what > 1', { REQUEST_ID: 'lineage' })).toMatch(
        /^.+Z\tnobody\tretry\tlineage\toutcome\tretried\texpired .+\n.+\tlineage\tintent\t\texpired .+$/m,
      );
      await until(
        () => deployment.job('lineage'),
        (job) => job?.deliveredAt != null,
      );
      expect(await deployment.ledger()).toContain('Virtanen');

      const prepared = await run(ERASURE(1), { EMAIL: 'aino@virtanen.EXAMPLE' });
      expect(prepared).toMatch(/^state\tready$/m);
      expect(prepared).toMatch(/^places\tledger: found 4,/m);
      expect(await deployment.ledger()).toContain('Virtanen');
      const receipt = await run(ERASURE(2));
      expect(receipt).toMatch(/^state\tdone$/m);
      expect(receipt).toMatch(/^places\tledger: found 4, erased 4, remaining 0\./m);
      for (const requestId of ['waiting', 'under-way', 'lineage', 'lineage~2'])
        expect(receipt).toMatch(new RegExp(`^requestIdsAtModigie\\t${requestId}$`, 'm'));
      expect(await deployment.ledger()).not.toContain('Virtanen');
    });

    it('shows its receipt, and finds nothing when it is done again', async () => {
      const shown = await run(ERASURE(3));
      expect(shown).toMatch(/^er-\w+-\w+\tdone\t3\t/m);
      expect(shown).toMatch(/^completedAt\t2/m);
      expect(await run(ERASURE(5), { BACKUP_TIME: '2020-01-01T00:00:00Z' })).toMatch(
        /^er-\w+-\w+\tdone\t3\t/m,
      );
    });

    it('acknowledges the undelivered copies about the person, and leaves all others to be redriven', async () => {
      await deployment.publish('intake-undelivered', person('copy', 'silent'));
      await deployment.publish('intake-undelivered', submission('other-copy'));
      const EMAIL = 'aino@virtanen.EXAMPLE';
      const look = () => run(ERASURE(4), { EMAIL }, 'test ! -e copies.json; echo "it was $ACK_ID"');
      await until(look, (printed) => /it was ./.test(printed));
      await deployment.handOutAgain();
      await rm(file('redriven.ndjson'));
      await run(UNDELIVERED);
      await until(
        () => deployment.job('other-copy'),
        (job) => job !== undefined,
      );
      const redriven = await readFile(file('redriven.ndjson'), 'utf8');
      expect(redriven.trim().split('\n')).toHaveLength(1);
      expect(await deployment.job('copy')).toBeUndefined();
    });

    it('delivers what waited for its retry, and sends it no more', async () => {
      const job = await until(
        () => deployment.job('waiting'),
        (seen) => seen?.deliveredAt != null,
      );
      expect(job).toMatchObject({ status: 'failed', final: true, job: null });
      expect(job?.attempts).toHaveLength(1);
    });

    it('takes in the answers that come later, and brings nothing back by them', async () => {
      await answerLate({ id: 'under-way', status: 'processing', ...answers });
      await until(
        () => deployment.job('under-way'),
        (job) => job?.status === 'processing',
      );
      await answerLate({ id: 'under-way', status: 'completed', ...answers });
      await answerLate({ id: 'lineage~2', status: 'completed', ...answers });
      await answerLate({ id: 'waiting', status: 'completed', ...answers });
      for (const requestId of ['under-way', 'lineage', 'waiting'])
        await until(
          () => deployment.job(requestId),
          (job) =>
            job?.status === 'completed' &&
            job.version?.startsWith('2099') === true &&
            job.deliveredAt !== null,
        );
      const result = await until(
        async () => deployment.results.find((text) => text.includes('"requestId":"under-way"')),
        (text) => text !== undefined,
      );
      expect(result).not.toContain('Virtanen');
      expect(await deployment.ledger()).not.toContain('Virtanen');
    });

    it('keeps the request ID taken: the same submission requests and stores nothing', async () => {
      expect((await submit(person('under-way', 'silent'))).status).toBe(200);
      expect(await deployment.ledger()).not.toContain('Virtanen');
    });
  });

  it('holds a job type and releases it, and has no other command that can run', async () => {
    expect(await run('docs/operate.md > Hold a job type > 1')).toMatch(/in-force.*releasing/s);
    expect([...deployment.shell.ran].toSorted()).toEqual(
      [...runnable('docs/deploy.md'), ...runnable('docs/operate.md')].toSorted(),
    );
  });
});
