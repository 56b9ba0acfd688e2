/** Bugs in telling whose call it is, and what people change by hand. */
import { bugsIn } from '../planted-bug.ts';

export const AUDIT_BUGS = [
  ...bugsIn('http/caller-identity.ts', {
    'a name believed on any machine': ['K_SERVICE !== undefined && ', ''],
    'a name believed where everybody may call': ["INVOKERS === 'named'", 'INVOKERS !== undefined'],
    'a name taken from the header that Cloud Run did not check': [
      "headers[CHECKED_FIRST] ?? headers['authorization']",
      "headers['authorization'] ?? headers[CHECKED_FIRST]",
    ],
    'an unreadable token made up for by the other header': [
      'headers[CHECKED_FIRST] ?? ',
      'headers[CHECKED_FIRST] || ',
    ],
    'a name believed that a service account gave itself': ['ISSUERS.includes(iss) && ', ''],
    'a name believed that nobody verified': ['email_verified === true && ', ''],
    'a name that is no address': [' && EMAIL.test(email)', ''],
    'one caller with two names': ['email.toLowerCase()', 'email'],
  }),
  ...bugsIn('telemetry/current-caller.ts', {
    'the caller of one call in the entries of another': [
      'return current.run(email ?? undefined, work);',
      'current.enterWith(email ?? undefined);\n  return work();',
    ],
    'a call without a caller has that of the call around it': [
      'if (email === null && current.getStore() === undefined)',
      'if (email === null)',
    ],
  }),
  ...bugsIn('jobs/records.ts', {
    'a retry by hand is that of the first requester': [
      'record.retryAskedBy ?? record.requestedBy',
      'record.requestedBy',
    ],
    'purge leaves who asked': ['    requestedBy: null,\n    retryAskedBy: null,\n  };', '  };'],
  }),
  ...bugsIn('jobs/retries.ts', {
    'a retry is that of the last who asks': ['record.retryAskedBy ?? by', 'by ?? record.retryAskedBy'],
  }),
  ...bugsIn('jobs/audit-entry.ts', {
    'the act of one told as that of another': [
      '[actor, action, target, occasion]',
      '[action, target, occasion]',
    ],
    'a second act taken for a repeated call': [
      '[actor, action, target, occasion]',
      '[actor, action, target]',
    ],
  }),
  ...bugsIn('use-cases/operate/audited.ts', {
    'done though it could not be told': [
      "if ((await context.audit.append(intent)) === 'written')",
      "if ((await context.audit.append(intent).catch(() => 'written')) === 'written')",
    ],
    'done, and answered as if it were not': [
      "    telemetry.emit('audit.outcome-untold', { ...fieldsOf(told), error });",
      "    telemetry.emit('audit.outcome-untold', { ...fieldsOf(told), error });\n    throw error;",
    ],
  }),
  ...bugsIn('use-cases/operate/retry-job.ts', {
    'a retry that nobody is told of': [
      'return audited(context, retryOf(context, told.record, reason), () => retry(context, requestId, told));',
      'return retry(context, requestId, told);',
    ],
    'an act that broke off is never told to its end': [
      "if (result.kind === 'replayed') await",
      "if (result.kind === 'retried') await",
    ],
  }),
  ...bugsIn('use-cases/operate/reveal-job.ts', {
    'shown though it could not be told': ['async () => shown);', 'async () => shown).catch(() => shown);'],
    'a second look is told as the first': ['JSON.stringify([now, reason])', 'JSON.stringify([reason])'],
    'data that was erased is told as purged': ["if (erased) return 'erased';", ''],
  }),
];
