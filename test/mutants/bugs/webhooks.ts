/** Bugs in what is posted to webhooks, where it goes, and what is taken for delivered. */
import { bugsIn } from '../planted-bug.ts';

export const WEBHOOK_BUGS = [
  ...bugsIn('webhooks/webhook-body.ts', {
    'the job of a webhook is serialised anew': [
      'result.data, Buffer.from',
      'Buffer.from(JSON.stringify(JSON.parse(String(result.data)))), Buffer.from',
    ],
    'a thin webhook names a person': ['eventCodes, tags, url };', 'eventCodes, tags, url, job: result };'],
  }),
  ...bugsIn('webhooks/webhook-signature.ts', {
    'the ID of a webhook has dots': [
      "return `msg_${createHash('sha256').update(`v1/${dedupKey}`).digest('base64url').slice(0, ID_LENGTH)}`;",
      "return dedupKey.replace('/', '.');",
    ],
    'the first secret alone signs': ['return secrets\n', 'return secrets.slice(0, 1)\n'],
  }),
  ...bugsIn('webhooks/verdict.ts', {
    'a 500 is taken for delivered': ['answer.status < 300', 'answer.status < 600'],
    'a redirect is taken for delivered': ['answer.status < 300', 'answer.status < 400'],
  }),
  ...bugsIn('webhooks/blocked-addresses.ts', {
    'the metadata server is no blocked address': ["['169.254.0.0/16', ", '['],
    'a range that is allowed opens the metadata server': [
      '[...withoutRanges(rangesOf(BLOCKED_CIDRS), rangesOf(allowed)), ...rangesOf(NEVER_ALLOWED)]',
      'withoutRanges(rangesOf([...BLOCKED_CIDRS, ...NEVER_ALLOWED]), rangesOf(allowed))',
    ],
  }),
  ...bugsIn('adapters/https/guarded-agents.ts', {
    'a literal address is not looked at': [
      '      blockList,\n',
      '      ...(net.isIP(String(host)) === 0 && { blockList }),\n',
    ],
    'TLS begins before the connection stands': ["socket.once('connect', () => {", 'process.nextTick(() => {'],
  }),
  ...bugsIn('adapters/https/shared-lookup.ts', {
    'a name whose servers hang is looked up by each webhook': ['if (asking) {', 'if (asking && false) {'],
  }),
  ...bugsIn('adapters/https/https-webhook-sender.ts', {
    'a receiver that has answered keeps its connection': [
      "sending.once('close', () => clearTimeout(timer));",
      "response.once('close', () => clearTimeout(timer));",
    ],
    'a redirect of a receiver is followed': [
      "sending.once('response', (response) => {",
      "sending.once('response', (response) => {\n        const { location } = response.headers;\n        if (location) return void this.#try({ url: new URL(location, url).href, headers, body }).then(end);",
    ],
  }),
  ...bugsIn('adapters/system/secret-files.ts', {
    'a secret is kept for ever': [' && now - kept.at < KEPT_MS', ''],
  }),
  ...bugsIn('use-cases/webhooks/deliver-webhook.ts', {
    'a webhook gets what its filter leaves out': ['if (!isFor(endpoint, result)) {', 'if (false) {'],
  }),
  ...bugsIn('use-cases/webhooks/webhook-places.ts', {
    'a receiver that hangs takes the places of all': ['if (taken >= this.#most) return undefined;', ''],
  }),
];
