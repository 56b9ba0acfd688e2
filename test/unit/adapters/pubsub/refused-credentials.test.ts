/** Credentials that fail, in the shape in which the SDK tells of them: seen with the real client. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import { type AuthClient, Impersonated, JWT, OAuth2Client } from 'google-auth-library';
import { grpc } from 'google-gax';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PubSubPublisher } from '../../../../shared/adapters/pubsub/publisher.ts';

const TOPIC = 'projects/p/topics/requests';
const MESSAGE = { data: Buffer.from('{}'), attributes: {} };
const { privateKey: KEY } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

let pubsub: Http2Server;
beforeAll(async () => {
  // Never answers: a call gets no further than its credentials.
  pubsub = createServer();
  await once(pubsub.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void pubsub.close());

/** An endpoint of tokens that refuses. */
function refusing(status: number, body: unknown) {
  const fetchImplementation = async () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  return { transporterOptions: { fetchImplementation } };
}

/** Acting as an account, which Google's IAM refuses. */
function impersonating(status: number): AuthClient {
  const sourceClient = new OAuth2Client(
    refusing(status, { error: { code: status, status: 'NO', message: 'no' } }),
  );
  sourceClient.setCredentials({ access_token: 'own', expiry_date: Date.now() + 3_600_000 });
  return new Impersonated({ sourceClient, targetPrincipal: 'a@modigie.example', targetScopes: ['pubsub'] });
}

/** A key that was deleted. */
function withKey(key: string): AuthClient {
  const grant = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' };
  return new JWT({ email: 'a@modigie.example', key, scopes: ['pubsub'], ...refusing(400, grant) });
}

/** Plain text to this machine, with the credentials that would otherwise go over TLS alone. */
function unencrypted(client: AuthClient): grpc.ChannelCredentials {
  const channel = grpc.credentials.createInsecure();
  const connector = channel._createSecureConnector.bind(channel);
  const forCalls = grpc.credentials.createFromGoogleCredential(client as never);
  return Object.assign(channel, {
    _createSecureConnector: ((target, options) =>
      connector(target, options, forCalls)) as typeof channel._createSecureConnector,
  });
}

/** @returns the reason of the publish that fails */
async function reasonWith(credentials: AuthClient): Promise<unknown> {
  const { port } = pubsub.address() as AddressInfo;
  const client = new PublisherClient({
    servicePath: '127.0.0.1',
    port,
    sslCreds: unencrypted(credentials),
  });
  try {
    return await new PubSubPublisher(async () => client).publish(TOPIC, MESSAGE).catch(({ code }) => code);
  } finally {
    await client.close();
  }
}

describe('a publish whose credentials fail', () => {
  it.each([
    ['the grant to act as the account is missing', impersonating(403)],
    ['the account is not there', impersonating(404)],
    ['the key was deleted at Modigie', withKey(KEY)],
  ])('is for a person to mend: %s', async (_why, credentials) => {
    expect(await reasonWith(credentials)).toBe('misconfigured');
  });

  it.each([429, 503])('may pass: %d of the endpoint of tokens', async (status) => {
    expect(await reasonWith(impersonating(status))).toBe('unavailable');
  });
});
