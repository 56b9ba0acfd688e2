/** Bugs at the edges: the store's guarantees, whom local servers serve, what bundles have. */
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
  ...bugsIn('adapters/firestore/store-call.ts', {
    'a missing index is taken for a passing fault': [
      'if (reason !== undefined) return new StoreMisconfiguredError(reason, { cause: error });',
      '',
    ],
    'a missing database is taken for a conflict': [' && !isAboutDatabase(error)', ''],
  }),
  ...bugsIn('adapters/firestore/job-writes.ts', {
    "a set takes its own repeated write for another's": [
      'return isOwn ? toRevision(snapshot.updateTime) : undefined;',
      'return writes.length === 1 && isOwn ? toRevision(snapshot.updateTime) : undefined;',
    ],
    'a set writes a document twice in one call': [
      'const isFirst = !seen.has(requestId);',
      'const isFirst = true;',
    ],
  }),
  ...bugsIn('adapters/calls-of-sets.ts', {
    'one bad item refuses its whole set': ['items.length > 1 && service.isRefusal(error)', 'false'],
  }),
  ...bugsIn('ports/parts-of-set.ts', {
    'a set is larger than a call': ['bytes + more > limits.bytes', 'false'],
  }),
  ...bugsIn('adapters/credential-fault.ts', {
    'a refused grant is taken for a passing fault': ['code >= BAD_REQUEST', 'code > INTERNAL_SERVER_ERROR'],
  }),
  ...bugsIn('adapters/pubsub/application-account.ts', {
    'a key file without a key is taken for a passing fault': [
      "if (client instanceof JWT) createPrivateKey(client.key ?? '');",
      '',
    ],
  }),
  ...bugsIn('adapters/system/long-timer.ts', {
    'a timer of a month ends at once': ['Math.min(left, LONGEST_TIMER_MS)', 'left'],
  }),
  ...bugsIn('http/router.ts', {
    'Idempotency-Key of a batch is passed over': ['requireNoUselessKey(request, call);', ''],
  }),
  ...bugsIn('adapters/documents/document.ts', {
    'long tags are filed under their beginning': [
      "createHash('sha256').update(tag)",
      "createHash('sha256').update(tag.slice(0, 1_000))",
    ],
  }),
  ...bugsIn('adapters/pubsub/message-limits.ts', {
    'an empty message is sent': ['data.length === 0 && entries.length === 0', 'false'],
    'a result that tells its trace is refused': [' && key !== TRACE_ATTRIBUTE', ''],
  }),
  ...bugsIn('./local/loopback/foreign-request.ts', {
    'a rebound name is served': ['(?::\\d+)?$/i', '/i'],
    'a form of another site is served': ["headers['sec-fetch-site'] ?? origin", "headers['sec-fetch-site']"],
    'another port of this machine may change something': [
      "'same-origin', `",
      "'same-origin', 'same-site', `",
    ],
    'a page of another site opens a WebSocket': [' && headers.upgrade === undefined', ''],
  }),
  ...bugsIn('./local/stacks/forward.ts', {
    'a handshake is sent on as one': ['!HOP_BY_HOP.test(name) && ', ''],
  }),
  ...bugsIn('./build/bundle-lock.ts', {
    'a bundle has the copy that another package uses': [
      'if (path in packages) return path;',
      "if (from === '') return path;",
    ],
    'a bundle may lack what it needs': ['else if (!need.optional)', 'else if (false)'],
  }),
];
