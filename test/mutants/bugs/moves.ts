import { bugsIn } from '../planted-bug.ts';

/** Bugs of the move of a ledger. */
export const MOVE_BUGS = [
  ...bugsIn('jobs/operations/moved-operation.ts', {
    'an operation under way goes on, in another store, where it was in the first': [
      'if (page.next === null || !isByName)',
      'if (page.next !== FROM_THE_START || !isByName)',
    ],
    'a dry run that is moved counts jobs twice': ['operation.dryRun ?', '!operation.dryRun ?'],
  }),
  ...bugsIn('adapters/archive/read-archive.ts', {
    'an archive that was cut off is taken as the whole': ['  throw cutOff(path);\n', ''],
    'an archive that was changed is taken': ['if (sha256 !== found.sha256)', 'if (false)'],
    'an archive that lacks a job is taken': ['if (differing !== undefined) throw', 'if (false) throw'],
    'an archive of a newer gateway is taken, without what this one does not know': [
      'if (isNewer(gatewayVersion, GATEWAY_VERSION))',
      'if (isNewer(GATEWAY_VERSION, gatewayVersion))',
    ],
    'a dead letter is moved whose time is over': ['if (!isOver(entry, asOf)) yield entry;', 'yield entry;'],
  }),
  ...bugsIn('adapters/archive/fill-ledger.ts', {
    'a job that differs is passed over as if it were the same': [
      'requireEqual(entry, there && !isUnreadable(there) ? there.record : undefined);',
      '',
    ],
    'a hold that differs is passed over as if it were the same': [
      'requireEqual(entry, await place.find(stores, entry.thing));',
      '',
    ],
    'jobs that a store did not take count as written': ['if (fault) throw fault;', ''],
    'a ledger is filled in sets of any size': ['characters > CHARACTERS_AT_ONCE', 'characters < 0'],
  }),
  ...bugsIn('adapters/sqlite/open-database.ts', {
    'a ledger that was moved is taken': [
      'direction === undefined || direction === despite',
      "direction !== 'in'",
    ],
    'a ledger that is half filled is taken': [
      'direction === undefined || direction === despite',
      "direction !== 'out' || direction === despite",
    ],
  }),
];
