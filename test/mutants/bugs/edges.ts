/** Bugs at the edges: the store's guarantees, and who may push. */
import { bugsIn } from '../planted-bug.ts';

export const EDGE_BUGS = [
  ...bugsIn('adapters/memory/job-store.ts', {
    'precondition dropped': [
      "if (current?.revision !== expected) return 'conflict';",
      "if (!current) return 'conflict';",
    ],
    'create overwrites': [
      "this.#jobs.has(record.requestId) ? 'exists' : this.#put(record)",
      'this.#put(record)',
    ],
  }),
  ...bugsIn('http/router.ts', {
    'Idempotency-Key of a batch is passed over': ['requireNoUselessKey(request, call);', ''],
  }),
  ...bugsIn('http/push-auth.ts', {
    'e-mail of a push not checked': ['claims?.email !== email || ', ''],
    'unverified e-mail accepted': [' || claims.email_verified !== true', ''],
  }),
];
