/** Bugs of the wire: versions, statuses, the request's bytes. */
import { bugsIn } from '../planted-bug.ts';

export const PROTOCOL_BUGS = [
  ...bugsIn('protocol/timestamp.ts', {
    'versions in milliseconds': ['fraction.slice(0, 6).padEnd(6', 'fraction.slice(0, 3).padEnd(6'],
    'offsets ignored': ['new Date(utc - shift)', 'new Date(utc)'],
    'offset sign swapped': ["(sign === '-' ? -1 : 1)", "(sign === '-' ? 1 : -1)"],
    'later version loses': ['return a < b ? -1 : a > b ? 1 : 0', 'return a < b ? 1 : a > b ? -1 : 0'],
  }),
  ...bugsIn('protocol/job-status.ts', {
    'canceled not an ending': ["canceled: { phase: 'ended'", "canceled: { phase: 'underway'"],
  }),
  ...bugsIn('protocol/job-request.ts', {
    'the payload is serialised anew when its message is made': [
      '${form.before}${payload}${form.after}',
      '${form.before}${JSON.stringify(JSON.parse(payload))}${form.after}',
    ],
  }),
  ...bugsIn('protocol/echo.ts', {
    'a payload is ours if it has our members': [
      "if (typeof part !== 'object') return whole === part;",
      "if (typeof part !== 'object') return whole !== undefined;",
    ],
    'entries of a list may not move': [
      '(entry) => Array.isArray(whole) && whole.some((candidate) => contains(candidate, entry))',
      '(entry, i) => Array.isArray(whole) && contains(whole[i], entry)',
    ],
  }),
];
