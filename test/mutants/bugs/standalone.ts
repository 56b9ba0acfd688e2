/** Bugs of a standalone gateway's configuration and checks: something wrong is taken, or told as in order. */
import { bugsIn } from '../planted-bug.ts';

const WIRE = './cli/standalone/wire';

export const STANDALONE_BUGS = [
  ...bugsIn('config/standalone-config.ts', {
    'a key and an account to act as stand side by side': ['.superRefine(requireOneAccount)', ''],
    'results go to any machine unencrypted': ['local: isOnThisMachine(url)', 'local: true'],
  }),
  ...bugsIn(`${WIRE}/key-file.ts`, {
    "a person's credentials count as the key of an account": [
      "if (type !== 'service_account')",
      'if (type === undefined)',
    ],
    'a broken key counts as one': ['if (!isPrivateKey(key))', "if (key === '')"],
  }),
  ...bugsIn(`${WIRE}/standing.ts`, {
    'a permission that Google does not list counts as given': [
      '.permissions.includes(permission)',
      '.permissions.every((one) => one !== permission)',
    ],
    'a topic that is not there counts as one without a permission': ['.status !== 404;', '.status !== 0;'],
  }),
  ...bugsIn(`${WIRE}/check-pulling.ts`, {
    'a push subscription whose settings are hidden is in order': [
      "(await isNotPulled(call, name)) ? 'push' : 'unknown'",
      "'unknown'",
    ],
  }),
  ...bugsIn(`${WIRE}/check-clock.ts`, {
    'a clock that is wrong by minutes is in order': ['MOST_APART_MS = 60_000', 'MOST_APART_MS = 600_000'],
  }),
  ...bugsIn('./cli/standalone/require-wire.ts', {
    'a network that fails keeps a gateway from starting': [
      "state === 'wrong' && check !== 'network'",
      "state === 'wrong'",
    ],
  }),
  ...bugsIn('./cli/standalone/files/write-private.ts', {
    'a secret is written over another': ["open(path, 'wx', OWN)", "open(path, 'w', OWN)"],
  }),
  ...bugsIn('./cli/init/config-text.ts', {
    'paths of a configuration begin where the person stands': [
      'relative(folder, resolve(path))',
      "relative('.', resolve(path))",
    ],
  }),
  ...bugsIn('adapters/sqlite/inspect-ledger.ts', {
    'a ledger that was moved is told as in order': [
      "if (hasTable(database, 'moves')) checkMoves(database, path);",
      '',
    ],
  }),
];
