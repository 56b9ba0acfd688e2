/** The wire of one invented configuration, checked before a Google that a test has set up. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { checkWire } from '../../../../../cli/standalone/wire/check-wire.ts';
import { parseStandaloneConfig } from '../../../../../shared/config/standalone-config.ts';
import { instant } from '../../../../../shared/jobs/instant.ts';
import { FakeGoogle } from './fake-google.ts';
import { KEY } from './keys.ts';

export const TOPIC = 'projects/m/topics/enrich-mobile';
export const SUBSCRIPTION = 'projects/m/subscriptions/enrich-mobile-pull';
export const RESULTS = 'projects/acme/topics/results';

let keyFile: string;
export const keyPath = () => keyFile;
/** Makes a key file for each test of a file, which has to ask for it: modules may be shared between files. */
export function withKeyFile(): void {
  beforeEach(async () => {
    keyFile = join(await mkdtemp(join(tmpdir(), 'wire-')), 'key.json');
    await writeFile(keyFile, JSON.stringify(KEY), { mode: 0o600 });
  });
  afterEach(() => rm(join(keyFile, '..'), { recursive: true }));
}

const config = (more: object = {}) =>
  parseStandaloneConfig(
    JSON.stringify({
      repositoryId: 'acme-production',
      jobTypes: { enrichMobile: { topic: TOPIC } },
      responseSubscriptions: [SUBSCRIPTION],
      applicationKeyFile: keyFile,
      ...more,
    }),
  );
export const wellGoogle = () => new FakeGoogle().topic(TOPIC).subscription(SUBSCRIPTION);

interface Given {
  readonly google?: FakeGoogle;
  readonly more?: object;
  /** How fast (ms) the clock of this machine is. */
  readonly fast?: number;
  readonly authorize?: () => Promise<Headers>;
  readonly emulator?: string;
}
const withToken = async () => new Headers({ authorization: 'Bearer token' });

/** @returns every finding */
export async function check({
  google = wellGoogle(),
  more = {},
  fast = 0,
  authorize = withToken,
  emulator,
}: Given = {}) {
  return checkWire(config(more), {
    send: google.send,
    authorizeAs: async () => authorize,
    clock: { now: () => instant(google.now + fast) },
    emulator,
  });
}
/** @returns the findings of what is not in order */
export const wrong = async (given: Given) => (await check(given)).filter(({ state }) => state !== 'ok');
