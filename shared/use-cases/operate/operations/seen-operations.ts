import { isSeenBy, type Team } from '../../../jobs/teams.ts';
import type { OperationStore } from '../../../ports/operation-store.ts';

/** @returns a store in which callers of a team find the operations of its members alone */
export function seenOperations(team: Team, store: OperationStore): OperationStore {
  if (team === 'every') return store;
  return {
    create: (operation) => store.create(operation),
    replace: (operation, expected) => store.replace(operation, expected),
    due: (now, limit) => store.due(now, limit),
    get: async (id) => {
      const stored = await store.get(id);
      return stored && isSeenBy(team, stored.operation) ? stored : undefined;
    },
    list: async (query) => {
      const { operations, next } = await store.list(query);
      return { operations: operations.filter((operation) => isSeenBy(team, operation)), next };
    },
  };
}
