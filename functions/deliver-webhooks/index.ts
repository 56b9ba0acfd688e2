import { readFileSync } from 'node:fs';
import { guardedAgents } from '../../shared/adapters/https/guarded-agents.ts';
import { HttpsWebhookSender } from '../../shared/adapters/https/https-webhook-sender.ts';
import { SecretFiles } from '../../shared/adapters/system/secret-files.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { requireSecrets } from '../../shared/config/require-secrets.ts';
import { naming } from '../../shared/http/caller-identity.ts';
import { LARGEST_PUSH } from '../../shared/http/push-envelope.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { WebhookPlaces } from '../../shared/use-cases/webhooks/webhook-places.ts';
import { GATEWAY_VERSION } from '../../shared/webhooks/gateway-version.ts';
import { pushVerifier } from '../cloud/push-verifier.ts';
import { deliverWebhooksHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('deliver-webhooks', process.env);
  requireSecrets(config.WEBHOOKS, (file) => readFileSync(file, 'utf8'));
  const context = {
    endpoints: config.WEBHOOKS,
    sender: new HttpsWebhookSender({ agents: guardedAgents({ allowed: config.WEBHOOK_ALLOW_PRIVATE }) }),
    secrets: new SecretFiles(systemClock),
    places: new WebhookPlaces(config.WEBHOOKS.length),
    queryUrl: config.QUERY_URL,
    version: GATEWAY_VERSION,
    clock: systemClock,
    telemetry: createLogger({
      function: 'deliver-webhooks',
      level: config.LOG_LEVEL,
      projectId: config.GOOGLE_CLOUD_PROJECT,
    }),
  };
  return naming(deliverWebhooksHandler(context, pushVerifier(config)), config);
}, LARGEST_PUSH);
