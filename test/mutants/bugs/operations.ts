/** Bugs in operations, and in replays and redeliveries. */
import { bugsIn } from '../planted-bug.ts';

export const OPERATION_BUGS = [
  ...bugsIn('jobs/operations/operation-progress.ts', {
    'a limit is overrun by a page that broke off': ['page.tries > 0 ? { kind', 'page.tries > 9 ? { kind'],
    'a page that ends its workers is tried without end': [
      'if (tries >= MAX_TRIES && page.items.length > 0) return',
      'if (tries < 0) return',
    ],
    'what is skipped uses up a limit': [
      '{ done, failed }: Operation): number {\n  return done + sum(failed);',
      '{ done, failed, skipped }: Operation): number {\n  return done + sum(failed) + sum(skipped);',
    ],
    'an abort lets the next page be done': [
      "if (operation.state === 'aborting')\n    return ended",
      "if (operation.state === 'pending')\n    return ended",
    ],
    'things that an abort met half-way are lost sight of': [
      'const left = isBegun ?',
      'const left = !isBegun ?',
    ],
    'a page is tried without end': ['tries < MAX_TRIES', 'tries > 0'],
    'a rate is not kept to': ['Math.ceil((things * MINUTE_MS) / ratePerMinute)', '0'],
  }),
  ...bugsIn('jobs/operations/selection.ts', {
    'jobs are meant that have changed since': [
      '{ ...filter, until: earliest(filter.until ?? asOf, asOf) }',
      'filter',
    ],
  }),
  ...bugsIn('jobs/replay.ts', {
    'a replay that a hold keeps back is promised': ["heldBy === undefined ? undefined : 'held'", 'undefined'],
    'a request is replayed beside its retry': [
      "if (lineage.retriedBy !== null || wake?.for === 'retry') return 'retried';\n  if (wake?.for === 'deliver')",
      "if (wake?.for === 'deliver')",
    ],
    'a discarded request is sent again': ["if (status === 'discarded') return 'discarded';", ''],
    'a result without its data is delivered again': [
      'record.purgedAt !== null || record.erased || record.payload === null',
      'false',
    ],
  }),
  ...bugsIn('use-cases/operate/operations/redrive-kind.ts', {
    'a message that fails again is redriven by the same operation': [
      'firstPlaceAt(earliest(until ?? asOf, asOf))',
      'firstPlaceAt(until ?? ((asOf + 86_400_000) as Instant))',
    ],
    'a dry run of many redrives them': [
      'return outcomeOf(await redriveDeadLetter(context, { id, reason, dryRun: true }));',
      'return outcomeOf(await redriveDeadLetter(context, { id, reason }));',
    ],
    'a redrive that was refused counts as done': [
      "default:\n      return { kind: 'skipped', reason: result.kind };",
      "default:\n      return { kind: 'done' };",
    ],
  }),
  ...bugsIn('use-cases/operate/operations/work-on-page.ts', {
    'a thing is given up for a fault of Pub/Sub that passes': [
      'error instanceof StoreUnavailableError || error instanceof PublishError)\n',
      'error instanceof StoreUnavailableError)\n',
    ],
  }),
  ...bugsIn('use-cases/operate/operations/start-operation.ts', {
    'a key stands for another order': [
      'found.operation.fingerprint === operation.fingerprint',
      'found.operation.id === operation.id',
    ],
  }),
  ...bugsIn('./functions/operate-jobs/operation-handlers.ts', {
    'a caller of one team redrives the dead letters of all': [
      "refuseOtherTeams({ concerns: 'every-team' }, caller)",
      "refuseOtherTeams({ concerns: 'own-team' }, caller)",
    ],
  }),
  ...bugsIn('use-cases/operate/operations/advance-operation.ts', {
    'an abort lets a page begin that waited': ['if (stopped) return stopped;', 'void stopped;'],
  }),
];
