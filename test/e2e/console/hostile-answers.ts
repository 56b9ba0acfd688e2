/** Values that want to be more than text, in place of every text that the API answers with. */
import type { Disturbance } from './console-under-test.ts';

const RUN = 'globalThis.hasRun=true';

/** By what they try. */
export const HOSTILE: Readonly<Record<string, string>> = {
  markup: `"'><img src=x onerror="${RUN}"><svg onload="${RUN}"></title></style></script><script>${RUN}</script>{{constructor.constructor('${RUN}')()}}\${${RUN}}<!--`,
  'an address': `javascript:${RUN}//`,
  length: 'W'.repeat(100_000),
  // Override and isolate that nothing closes, combining marks, characters that no text has, half an emoji.
  characters: `\u202e\u2067\u05d0\u05d1\u0627${'Z\u0334\u0353\u035d'.repeat(9)}\u0000\u0007\u001b[31m\ufeff\uffff👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿\ud83d`,
  'a name that objects have': '__proto__',
  blank: '',
};

/** Members that hold what others name, so that their names may be anything. */
const OPEN = new Set(['byStatus', 'byState', 'eventCodes', 'skipped', 'failed', 'attributes']);
/** Members that may be null. */
const NULLABLE =
  /^(?:cause|reason|reasonType|detail|jobType|tag|traceId|version|until|held|at|job|projected|requestedBy|placedBy|actor|lastError|amounts|retr\w+|(?:retry|delivered|purged|finished|settled|ended|oldestDue)At)$/;

/** @returns the API's answers, with the value in place of each text, and members that no version knows */
export function hostileAnswers(value: string): Disturbance {
  return changed((from) => replaced(from, value));
}

/** @returns the API's answers, with null wherever that may be */
export const emptiedAnswers: Disturbance = changed(emptied);

function changed(change: (from: object) => unknown): Disturbance {
  return async (request, api) => {
    const response = await api(request);
    if (!response.headers['content-type']?.includes('json') || response.status >= 400) return response;
    return { ...response, body: JSON.stringify(change(JSON.parse(response.body))) };
  };
}

function replaced(from: unknown, value: string, isOpen = false): unknown {
  if (typeof from === 'string') return value;
  if (Array.isArray(from)) return from.map((item) => replaced(item, value));
  if (typeof from !== 'object' || from === null) return from;
  const members = Object.entries(from).map(([name, member]) => [
    isOpen ? `${value} ${name}` : name,
    replaced(member, value, OPEN.has(name)),
  ]);
  const unheardOf = isOpen ? [] : [['unheardOf', { value, deep: [value] }]];
  return Object.fromEntries([...members, ...unheardOf]);
}

function emptied(from: unknown): unknown {
  if (Array.isArray(from)) return from.map(emptied);
  if (typeof from !== 'object' || from === null) return from;
  return Object.fromEntries(
    Object.entries(from).map(([name, member]) => [name, NULLABLE.test(name) ? null : emptied(member)]),
  );
}
