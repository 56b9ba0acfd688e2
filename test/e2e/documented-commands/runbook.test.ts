/** The commands of docs/deploy.md and docs/operate.md, as they stand, against the gateway on emulators. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { answerBody, PAYLOAD, submission } from '../../fixtures.ts';
import { type Deployment, deploy, until } from './deployment.ts';
import { expectFailuresListed } from './failures.ts';
import { commandPath } from './shell.ts';
import { type BlockName, runnable } from './shell-blocks.ts';

const REDRIVE = 'docs/operate.md > Redrive dead letters';
const LOOK: BlockName = `${REDRIVE} > 1`;
const MEND: BlockName = `${REDRIVE} > 2`;
const ACKNOWLEDGE: BlockName = `${REDRIVE} > 3`;
const UNDELIVERED: BlockName = 'docs/operate.md > Redrive what was undelivered > 1';
const REPLAY: BlockName = 'docs/operate.md > Have a lost response replayed > 1';
const REDELIVER: BlockName = 'docs/operate.md > Deliver a result again > 1';
const MANY: BlockName = 'docs/operate.md > Do something to many jobs > 1';
const RETRY: BlockName = 'docs/operate.md > Retry by hand > 1';
const ATTEMPTS: BlockName = "docs/operate.md > Erase a person's data > 1";
const ERASE: BlockName = "docs/operate.md > Erase a person's data > 2";
/** After so long the emulator hands out again what was not acknowledged. */
const ACK_DEADLINE_MS = 11_000;

const missing = (
  await Promise.all(['gcloud', 'jq', 'curl'].map(async (name) => ((await commandPath(name)) ? [] : [name])))
).flat();
if (missing.length > 0)
  process.stderr.write(`The commands of docs/operate.md are not run: ${missing.join(', ')} not found.\n`);

interface Letter {
  readonly ackId: string;
  readonly message: { readonly attributes: Readonly<Record<string, string>> };
}

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
      headers: { 'content-type': 'application/json' },
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
      const printed = await run('docs/operate.md > Operating > 1', {}, 'printenv READ OPERATE TOKEN LEDGER');
      expect(printed.split('\n')).toEqual([
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
    });
  });

  describe('a dead letter', () => {
    /** Does what has a message set aside, and waits until it is. */
    async function setAside(work: () => Promise<unknown>): Promise<void> {
      const before = deployment.setAside();
      await work();
      await until(
        async () => deployment.setAside(),
        (now) => now > before,
      );
    }
    /** @returns the letter that was looked at last */
    async function lookedAt(): Promise<Letter | undefined> {
      const [letter] = JSON.parse(await readFile(file('letter.json'), 'utf8')) as Letter[];
      return letter;
    }
    /** @returns the letter that is looked at, as soon as there is one */
    async function look() {
      const read = async () => ({ shown: await run(LOOK).catch(String), letter: await lookedAt() });
      return until(read, ({ letter }) => letter !== undefined);
    }
    /** An editor that replaces what it is given. */
    async function editor(json: object): Promise<string> {
      await writeFile(file('good.json'), JSON.stringify(json));
      await writeFile(file('editor'), `#!/bin/sh\ncp good.json "$1"\n`, { mode: 0o755 });
      return './editor';
    }
    const bad = (requestId: string) => ({
      requestId,
      jobType: 'enrichMobile',
      payload: { person: { firstName: 'Ann' } },
    });

    it('is looked at, mended, taken in, and only then acknowledged', async () => {
      await setAside(() => deployment.publish('intake', bad('letter-1')));
      const { shown } = await look();
      expect(shown).toContain('"deadLetterReason": "invalid"');
      expect(shown).toContain('"requestId":"letter-1"');
      await run(MEND, { EDITOR: await editor(submission('letter-1')) });
      await until(
        () => deployment.job('letter-1'),
        (job) => job !== undefined,
      );
      expect(await deployment.deadLetters()).toBe(0);
    });

    it('comes again after a crash before it is acknowledged, and is taken in once', async () => {
      await setAside(() => deployment.publish('intake', bad('letter-2')));
      const { letter } = await look();
      const mend = { EDITOR: await editor(submission('letter-2')) };
      await expect(run(MEND, { ...mend, FAILING: 'subscriptions ack' })).rejects.toThrow();
      await sleep(ACK_DEADLINE_MS);
      expect((await look()).letter?.message.attributes).toEqual(letter?.message.attributes);
      await run(MEND, mend);
      const job = await until(
        () => deployment.job('letter-2'),
        (seen) => seen !== undefined,
      );
      expect(job?.attempts).toHaveLength(1);
      expect(await deployment.deadLetters()).toBe(0);
    });

    it('is kept when it cannot be published, and when it is no JSON', async () => {
      await setAside(() => deployment.publish('intake', bad('letter-3')));
      const { letter } = await look();
      await expect(
        run(MEND, { EDITOR: await editor(submission('letter-3')), FAILING: 'topics publish' }),
      ).rejects.toThrow();
      await writeFile(file('editor'), '#!/bin/sh\necho "{" > "$1"\n');
      await expect(run(MEND, { EDITOR: './editor' })).rejects.toThrow();
      await sleep(ACK_DEADLINE_MS);
      expect((await look()).letter?.message.attributes).toEqual(letter?.message.attributes);
    });

    it('that fails again is a new one, and is still there', async () => {
      const letter = await lookedAt();
      await setAside(() => run(MEND, { EDITOR: 'true' }));
      const again = await look();
      expect(again.letter?.message.attributes['originalMessageId']).not.toBe(
        letter?.message.attributes['originalMessageId'],
      );
      expect(again.shown).toContain('"requestId":"letter-3"');
      await sleep(ACK_DEADLINE_MS);
      await run('docs/operate.md > expiring > 1');
      expect(JSON.parse(await readFile(file('kept.json'), 'utf8'))).toHaveLength(1);
      await sleep(ACK_DEADLINE_MS);
      await look();
      await run(ACKNOWLEDGE);
      expect(await deployment.deadLetters()).toBe(0);
    });
  });

  it('undelivered submissions are taken in, also after a crash in the middle', async () => {
    for (const name of ['a', 'b', 'c'])
      await deployment.publish('intake-undelivered', submission(`undelivered-${name}`));
    await run(UNDELIVERED, { FAILING: 'subscriptions ack' });
    await sleep(ACK_DEADLINE_MS);
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
    expect(JSON.parse(await run(REPLAY, { REQUEST_ID: 'lost' }))).toMatchObject({ requestId: 'lost' });
    await until(countOf, (count) => count === '2');
    const before = await until(
      () => deployment.record('done'),
      (record) => record.includes('"purge"'),
    );
    await expect(run(REPLAY, { REQUEST_ID: 'done' })).rejects.toThrow();
    expect(await deployment.record('done')).toBe(before);
  });

  it('a result is delivered again, and what many jobs would come to is counted', async () => {
    const REQUEST_ID = 'done';
    expect(JSON.parse(await run(REDELIVER, { REQUEST_ID }))).toMatchObject({ status: 'completed' });
    expect(JSON.parse(await run(MANY))).toMatchObject({ state: 'done', failed: {} });
  });

  describe('erasing a person', () => {
    const person = (requestId: string, outcome: string) =>
      submission(requestId, {
        payload: {
          ...PAYLOAD,
          person: { firstName: 'Aino', lastName: 'Virtanen' },
          tags: [
            { name: 'synthetic.outcome', value: outcome },
            { name: 'who', value: 'Virtanen' },
          ],
        },
      });
    const erase = async (requestId: string) => {
      await run(ATTEMPTS, { REQUEST_ID: requestId });
      return run(ERASE);
    };
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

      expect(await erase('waiting')).toBe('waiting\tfailed\ttrue\n');
      expect(await erase('under-way')).toMatch(/^under-way\t\w+\ttrue\n$/);
      expect(await erase('lineage')).toBe('lineage\tfailed\ttrue\nlineage~2\tcompleted\ttrue\n');
      expect(await deployment.ledger()).not.toContain('Virtanen');
    });

    it('delivers what waited for its retry, and sends it no more', async () => {
      await deployment.wake('waiting');
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

  it('has no other command that can run', () => {
    expect([...deployment.shell.ran].toSorted()).toEqual(
      [...runnable('docs/deploy.md'), ...runnable('docs/operate.md')].toSorted(),
    );
  });
});
