/** The text of a configuration file, of what somebody answered. */
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import type { ActsAs, Answers } from './given-answers.ts';

/** The files that belong to a configuration, beside it. */
export interface Beside {
  readonly token: string;
  readonly peppers: string;
}

/** @returns their paths: `modigie.token` beside `modigie.json` */
export function besideOf(path: string): Beside {
  const begin = resolve(dirname(path), basename(path).replace(/\.json$/, ''));
  return { token: `${begin}.token`, peppers: `${begin}.peppers` };
}

/** @param path of the configuration: paths in it begin at its folder where they are below it */
export function configText(path: string, answers: Answers): string {
  const folder = dirname(resolve(path));
  const { token, peppers } = besideOf(path);
  const { file, topic } = answers.results;
  const config = {
    repositoryId: answers.repositoryId,
    jobTypes: Object.fromEntries([...answers.topics].map(([jobType, name]) => [jobType, { topic: name }])),
    responseSubscriptions: answers.subscriptions,
    ...memberOf(answers.account, folder),
    ledger: answers.ledger === undefined ? 'ledger.sqlite' : within(folder, answers.ledger),
    personPeppersFile: within(folder, peppers),
    results: { file: file === undefined ? undefined : within(folder, file), topic },
    port: 8080,
    tokenFile: within(folder, token),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function memberOf(account: ActsAs, folder: string): object {
  if (account.by === 'key-file') return { applicationKeyFile: within(folder, account.path) };
  return account.by === 'impersonation' ? { applicationAccount: account.email } : {};
}

/** So that the folder may be moved as a whole. */
function within(folder: string, path: string): string {
  const short = relative(folder, resolve(path));
  return short.startsWith('..') || isAbsolute(short) ? resolve(path) : short;
}
