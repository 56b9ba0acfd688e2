/** Bugs of the domain: the job machine, its timers, its retries, its records. */
import { bugsIn } from '../planted-bug.ts';

export const JOB_BUGS = [
  ...bugsIn('jobs/answers.ts', {
    'equal answer counts again': [') > 0', ') >= 0'],
    'ending not final': [
      'return isEnding(status) ? stageOf(status).rank : 0',
      "return status === 'never' ? 1 : 0",
    ],
    'rank ignored at equal versions': ['stageOf(a.status).rank - stageOf(b.status).rank ||', ''],
    'unknown status dropped by endings-only': [
      "stageOf(status).phase !== 'underway'",
      "stageOf(status).phase === 'ended'",
    ],
    'endings dropped by endings-only': [
      "stageOf(status).phase !== 'underway'",
      "stageOf(status).phase === 'unknown'",
    ],
  }),
  ...bugsIn('jobs/policy.ts', {
    'rejected is retried': [
      "{ status: 'failed', reasonTypes: 'any'",
      "{ status: 'rejected', reasonTypes: 'any', backoff: { baseMs: MINUTE, capMs: HOUR } },\n    { status: 'failed', reasonTypes: 'any'",
    ],
    'expired is retried': ["'JobCancelByModigieReason']", "'JobCancelByModigieReason', 'JobExpireReason']"],
  }),
  ...bugsIn('jobs/retry-policy.ts', {
    'one attempt too many': ['attempt >= policy.maxAttempts', 'attempt > policy.maxAttempts'],
    'retry although retried': ["  if (retriedBy !== null) return { refusal: 'already-retried' };\n", ''],
    'completed may be retried by hand': ["completed: 'completed',", 'completed: null,'],
    'what Modigie may work on after a replay is sent again': [
      "if (status !== 'unanswered') return false;",
      'return false;',
    ],
    'rejected may be retried by hand': ["rejected: 'needs-correction',", 'rejected: null,'],
    'jitter from the clock': [
      'fractionOf(attemptId(rootId, attempt + 1))',
      '((performance.now() % 10) / 10)',
    ],
  }),
  ...bugsIn('jobs/statuses.ts', {
    "Modigie's status taken for ours when it is called like one": [
      'if (answer === null || answer.status !== status)',
      'if ((OWN_STATUSES as readonly string[]).includes(status))',
    ],
  }),
  ...bugsIn('jobs/attempt-id.ts', {
    'retry under the same ID': [
      'const suffix = `~${attempt}`',
      "const suffix = attempt > 2 ? `~${attempt}` : ''",
    ],
    'long roots collide': ['update(rootId)', "update('x')"],
  }),
  ...bugsIn('jobs/request-content.ts', {
    'priority left out of the fingerprint': [
      'canonicalJson({ jobType, payload, priority, expireAfter })',
      'canonicalJson({ jobType, payload, expireAfter })',
    ],
    'fingerprint depends on the order of members': [
      'const canonical = canonicalJson({',
      'const canonical = JSON.stringify({',
    ],
  }),
  ...bugsIn('jobs/records.ts', {
    'successor ID not derived from the root': [
      'attemptId(rootId, attempt + 1)',
      'attemptId(record.requestId, attempt + 1)',
    ],
    'no timer on submission': [
      "return { ...record, wake: wakeIfUndone(record, 'publish', moment) };",
      'return record;',
    ],
    'no timer on a successor': [
      "return { ...successor, wake: wakeIfUndone(successor, 'publish', moment) };",
      'return successor;',
    ],
    'purge forgets who it was': [
      '    payload: null,\n    answer: record.answer &&',
      '    payload: null,\n    fingerprint: null,\n    answer: record.answer &&',
    ],
    'purge leaves the payload': [
      '    ...record,\n    payload: null,\n    answer',
      '    ...record,\n    answer',
    ],
    'the payload is serialised anew at republishing': [
      'request: { requestId, payload, form: publish.form }',
      'request: { requestId, payload: JSON.stringify(JSON.parse(payload)), form: publish.form }',
    ],
    'refused although it may have been sent': ['publish.open === 0 && publish.count', 'publish.count'],
    'published again as configured now': [
      "return form === null || (failure === 'misconfigured' && !isKnownPublished(record));",
      'return true;',
    ],
    'published for ever as it was misconfigured': [
      "return form === null || (failure === 'misconfigured' && !isKnownPublished(record));",
      'return form === null && failure !== undefined;',
    ],
  }),
  ...bugsIn('jobs/publish-again.ts', {
    'never gives up': ['now - record.quietSince >= policy.giveUpMs', 'now < 0'],
    'republish under another payload': [
      "{ ...record, publish, wake: wakeIfUndone(record, 'publish', moment)",
      "{ ...record, payload: '{}', publish, wake: wakeIfUndone(record, 'publish', moment)",
    ],
    'sweep claims nothing': [
      "publish, wake: wakeIfUndone(record, 'publish', moment)",
      'publish, wake: record.wake',
    ],
    'published otherwise although it may be out': ['open: open + 1, failure: null', 'open: open + 1'],
  }),
  ...bugsIn('jobs/timers.ts', {
    'timer due too late': ['wake.at <= now', 'wake.at < now - 31 * 86_400_000'],
    'silence not limited': ['earliest(limit, givesUp)', 'later(limit, policy.giveUpMs)'],
  }),
  ...bugsIn('jobs/ending.ts', {
    'delivery key differs each time': [
      '`${requestId}/${status}`',
      '`${requestId}/${status}/${Math.random()}`',
    ],
    'result not delivered at the end': [
      "effects: [{ type: 'deliver', record: next, key: deliveryKey(next) }]",
      'effects: []',
    ],
    'delivered before a retry': [
      'if (delay === undefined) return deliver',
      'if (delay !== null) return deliver',
    ],
  }),
  ...bugsIn('jobs/submissions.ts', {
    'reused ID taken for a replay': [
      "type = isSame ? 'replayed'",
      "type = isSame !== undefined ? 'replayed'",
    ],
    'replay taken for a reused ID': [
      "? 'replayed' : 'request-id-reused'",
      "? 'request-id-reused' : 'request-id-reused'",
    ],
    'an adopted job keeps no answer': [
      "!== 'ours')\n    return { record: as",
      "!== 'never')\n    return { record: as",
    ],
  }),
  ...bugsIn('jobs/retries.ts', {
    'a retry without its payload is sent': [
      'const goesOn = record.payload !== null &&',
      'const goesOn = record.payload !== undefined &&',
    ],
    'a retry noted once is noted again': [
      "if (record.lineage.retriedBy !== null) return keep(record, { type: 'stale' });",
      '',
    ],
  }),
  ...bugsIn('jobs/decide.ts', {
    'a replay that is held outlives the retention': [
      '&& isDue(wakeToPurge(record, moment), moment.now)',
      '&& false',
    ],
    'external answers retried': ["if (record.origin === 'external') {", 'if (record.origin === null) {'],
    'answered after its purge, and kept for good': [
      'wake: next.wake ?? wakeToPurge(next, moment) }',
      'wake: next.wake }',
    ],
    'a later answer brings back what was erased': [
      'const next = record.erased ? withoutText(told) : told;',
      'const next = told;',
    ],
    'discarded duplicate ends the running original': [
      'const isEnd = record.answer === null ||',
      'const isEnd = record.answer !== undefined ||',
    ],
    "another job's answer taken for ours": [
      "if (isForeign(record, answer)) return keep(record, { type: 'foreign' });",
      '',
    ],
    "another job's answer kept after the discard": [
      'record.answer === null || !isOurs',
      'record.answer === null',
    ],
    'silences not counted': ["(wake.for === 'silence' ? 1 : 0)", '0'],
    'delivered clears any timer': [
      "record.wake?.for === 'deliver' && deliveryKey(record) === key",
      'record.wake !== null || deliveryKey(record) === key',
    ],
    'delivery not noted': [
      "if (!current) return keep(record, { type: 'stale' });",
      "if (current || !current) return keep(record, { type: 'stale' });",
    ],
  }),
  ...bugsIn('jobs/publish-outcomes.ts', {
    'message ID not kept': [
      'messageIds: [...record.publish.messageIds, messageId]',
      'messageIds: [...record.publish.messageIds]',
    ],
    'timer not cleared by the publish': [
      "record.wake?.for === 'publish' ? afterPublish",
      "record.wake?.for === 'purge' ? afterPublish",
    ],
    'publish note clobbers a later timer': [
      "record.wake?.for === 'publish' ? afterPublish",
      'record.wake?.for ? afterPublish',
    ],
    'what was refused for good is published again': [
      "failure === 'refused' && isCertainlyUnsent(next)",
      'failure === undefined',
    ],
  }),
];
