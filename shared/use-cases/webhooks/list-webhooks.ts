import type { WebhookView } from '../../api/webhook-schemas.ts';
import { SecretUnavailableError, type WebhookSecrets } from '../../ports/webhook-secrets.ts';
import { hostOf, type WebhookEndpoint } from '../../webhooks/endpoint.ts';
import type { WebhookContext } from './webhook-context.ts';

/** @returns all webhooks: of each address its host alone, of its secrets how many there are */
export function listWebhooks({ endpoints, secrets }: WebhookContext): Promise<WebhookView[]> {
  return Promise.all(endpoints.map((endpoint) => viewOf(endpoint, secrets)));
}

async function viewOf(endpoint: WebhookEndpoint, secrets: WebhookSecrets): Promise<WebhookView> {
  const { name, url, secretFile, statuses, jobTypes, tags, payload } = endpoint;
  return {
    name,
    host: hostOf(url),
    statuses,
    jobTypes,
    tags,
    payload,
    secrets: await countOf(secrets, secretFile),
  };
}

async function countOf(secrets: WebhookSecrets, file: string): Promise<number> {
  try {
    return (await secrets.read(file)).length;
  } catch (error) {
    if (error instanceof SecretUnavailableError) return 0;
    throw error;
  }
}
