/** Asks a person at a terminal for what the command line left out, each until it can be used. */
import type { Prompt } from '../output/ask.ts';
import { type ActsAs, type Answers, actsAs, type Flags } from './given-answers.ts';
import {
  type Typed,
  typedJobType,
  typedPath,
  typedRepositoryId,
  typedSubscription,
  typedTopic,
} from './typed.ts';

const DEFAULT_JOB_TYPE = 'enrichMobile';
const DEFAULT_RESULTS = 'results.ndjson';
const NOWHERE = '-';

export interface Asking {
  readonly prompt: Prompt;
  readonly tell: (line: string) => void;
  /** @returns what is wrong with a key file, as a sentence; undefined when it can be used */
  readonly faultOfKey: (path: string) => Promise<string | undefined>;
}

/** The person ends it: the end of the input, or an interruption. */
export class UnansweredError extends Error {
  readonly code = 'unanswered';
}

/** @throws UnansweredError */
export async function askFor(asking: Asking, flags: Flags): Promise<Answers> {
  const repositoryId = flags.repositoryId ?? (await ask(asking, 'Repository ID: ', typedRepositoryId));
  const topics = flags.topic ?? (await askTopics(asking));
  const subscriptions = flags.subscription ?? (await askSubscriptions(asking, topics.size));
  const account = actsAs(flags) ?? (await askAccount(asking));
  const isTold = flags.resultsFile !== undefined || flags.resultsTopic !== undefined;
  const results = isTold
    ? { file: flags.resultsFile, topic: flags.resultsTopic }
    : { file: await askResults(asking) };
  return { repositoryId, topics, subscriptions, account, ledger: flags.ledger, results };
}

/** @throws UnansweredError */
async function line({ prompt }: Asking, question: string): Promise<string> {
  const typed = await prompt(question);
  if (typed === undefined) throw new UnansweredError('The question was not answered.');
  return typed.trim();
}

async function ask(asking: Asking, question: string, read: (text: string) => Typed): Promise<string> {
  for (;;) {
    const typed = read(await line(asking, question));
    if ('value' in typed) return typed.value;
    asking.tell(`  ${typed.problem}`);
  }
}

async function askTopics(asking: Asking): Promise<Map<string, string>> {
  const topics = new Map<string, string>();
  const first = await askOrNone(asking, `Job type [${DEFAULT_JOB_TYPE}]: `, typedJobType);
  for (let jobType = first ?? DEFAULT_JOB_TYPE; ; ) {
    topics.set(jobType, await ask(asking, `Topic of ${jobType}: `, typedTopic));
    const next = await askOrNone(asking, 'Another job type (Enter for none): ', typedJobType);
    if (next === undefined) return topics;
    jobType = next;
  }
}

/** Of several job types each may have a subscription of its own. */
async function askSubscriptions(asking: Asking, jobTypes: number): Promise<string[]> {
  const first = await ask(asking, 'Pull subscription of the answers: ', typedSubscription);
  if (jobTypes === 1) return [first];
  for (const all = [first]; ; ) {
    const next = await askOrNone(asking, 'Another subscription (Enter for none): ', typedSubscription);
    if (next === undefined) return all;
    all.push(next);
  }
}

/** @returns undefined for an empty line */
async function askOrNone(
  asking: Asking,
  question: string,
  read: (text: string) => Typed,
): Promise<string | undefined> {
  for (;;) {
    const text = await line(asking, question);
    if (text === '') return undefined;
    const typed = read(text);
    if ('value' in typed) return typed.value;
    asking.tell(`  ${typed.problem}`);
  }
}

async function askAccount(asking: Asking): Promise<ActsAs> {
  for (;;) {
    const path = typedPath(
      await line(asking, "Key file of the application account (Enter for Google's default credentials): "),
    );
    if (path === '') return { by: 'default-credentials' };
    const fault = await asking.faultOfKey(path);
    if (fault === undefined) return { by: 'key-file', path };
    asking.tell(`  ${fault}`);
  }
}

async function askResults(asking: Asking): Promise<string | undefined> {
  const path = typedPath(await line(asking, `File for results [${DEFAULT_RESULTS}], ${NOWHERE} for none: `));
  return path === NOWHERE ? undefined : path || DEFAULT_RESULTS;
}
