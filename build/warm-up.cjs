// Run once while the image is built (`gcp-build`): loads all that a cold start loads, so that V8's compiled
// code is in the caches: the framework's in the one that NODE_COMPILE_CACHE names, the bundle's beside it
// (index.cjs). Serves requests against nothing, since V8 compiles a function when it is first called.
const { createRequire } = require('node:module');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

const nowhere = '127.0.0.1:1';
const secretFile = join(mkdtempSync(join(tmpdir(), 'warm-up-')), 'secret');
writeFileSync(secretFile, `whsec_${Buffer.alloc(32).toString('base64')}`);
Object.assign(process.env, {
  FIRESTORE_EMULATOR_HOST: nowhere,
  PUBSUB_EMULATOR_HOST: nowhere,
  METADATA_SERVER_DETECTION: 'none',
  GOOGLE_CLOUD_PROJECT: 'warm-up',
  REPOSITORY_ID: 'warm-up',
  JOB_TYPES: '{"warmUp":{"topic":"projects/warm-up/topics/warm-up","requires":[]}}',
  RESULTS_TOPIC: 'projects/warm-up/topics/warm-up',
  DEAD_LETTER_TOPIC: 'projects/warm-up/topics/warm-up',
  RESPONSE_SUBSCRIPTIONS: '["projects/warm-up/subscriptions/warm-up"]',
  // Its address is a blocked one: nothing is posted.
  WEBHOOKS: JSON.stringify([{ name: 'warm-up', url: `https://${nowhere}`, secretFile }]),
  PUSH_AUTHENTICATION: 'off',
  LOG_LEVEL: 'ERROR',
  WRITE_CODE_CACHE: 'true',
});

const PORT = String(20_000 + (process.pid % 20_000));
const WARM_MS = 3000;
const local = createRequire(__filename);
process.argv = [
  process.argv[0],
  'functions-framework',
  `--source=${__dirname}`,
  '--target=gateway',
  `--port=${PORT}`,
];
require(join(dirname(local.resolve('@google-cloud/functions-framework')), 'main.js'));

const job = '{"requestId":"warm-up","jobType":"warmUp","payload":{}}';
const response = '{"id":"warm-up","status":"completed","updateTime":"2026-01-01T00:00:00Z"}';
const pushOf = (data, attributes) =>
  JSON.stringify({ message: { messageId: '1', attributes, data: Buffer.from(data).toString('base64') } });
const result = JSON.stringify({
  ...{ requestId: 'warm-up', rootId: 'warm-up', jobType: 'warmUp', status: 'completed' },
  ...{ version: null, eventCodes: {}, tags: [], endedAt: '2026-01-01T00:00:00.000Z' },
});
/** Each function answers what is meant for another as well: with a problem. */
const REQUESTS = [
  ['POST', '/v1/jobs', job],
  ['GET', '/v1/jobs/warm-up'],
  ['POST', '/', pushOf(response)],
  ['POST', '/push/warm-up', pushOf(result, { dedupKey: 'warm-up/completed' })],
  ['POST', '/v1/webhooks/warm-up:test'],
];
const send = ([method, path, body]) =>
  fetch(`http://127.0.0.1:${PORT}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body,
  }).catch(() => undefined);
setTimeout(() => REQUESTS.forEach(send), 500);
setTimeout(() => {
  require('node:module').flushCompileCache?.();
  process.exit(0);
}, WARM_MS);
