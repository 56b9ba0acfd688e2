/**
 * Stands in for Google as a standalone gateway meets it: Pub/Sub's REST API v1 for one account, whose token
 * is `Bearer token`. Assumed of Google, and the only place where it is:
 *
 * - `:testIamPermissions` needs no permission. Of a thing that is not there it answers 404, or an empty list
 *   (https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/testIamPermissions).
 * - GET of a subscription needs pubsub.subscriptions.get, which roles/pubsub.subscriber has not: 403.
 * - A method for pulling, called of a push subscription: 400 FAILED_PRECONDITION, "This method is not
 *   supported for push subscriptions.". An ack ID that is none: 400 INVALID_ARGUMENT.
 * - Each answer has the header Date, in whole seconds.
 */
import type { WireRequest, WireResponse } from '../../../../../cli/standalone/wire/wire-transport.ts';

interface Subscription {
  /** Whether the account may see it. */
  readonly isSeen: boolean;
  readonly settings: Record<string, unknown>;
}

const PATH = /^\/v1\/(projects\/[^/]+\/(topics|subscriptions)\/[^:]+)(?::(\w+))?$/;

export class FakeGoogle {
  /** Google's clock, epoch ms. */
  now = Date.parse('2026-11-30T12:00:00.400Z');
  /** Full names, each with the permissions of the account on it. */
  readonly things = new Map<string, string[]>();
  readonly subscriptions = new Map<string, Subscription>();
  /** Whether it tells what is not there by an empty list of permissions. */
  hidesMissing = false;
  /** Answers instead; undefined has the call go on. */
  instead: (path: string) => WireResponse | Error | undefined = () => undefined;
  readonly calls: string[] = [];

  topic(name: string, permissions = ['pubsub.topics.publish']): this {
    this.things.set(name, permissions);
    return this;
  }

  subscription(
    name: string,
    { isSeen = true, ...settings }: { readonly isSeen?: boolean; readonly [member: string]: unknown } = {},
  ): this {
    this.things.set(name, ['pubsub.subscriptions.consume']);
    this.subscriptions.set(name, { isSeen, settings: { name, topic: 'projects/m/topics/r', ...settings } });
    return this;
  }

  readonly send = async ({ url, headers, body }: WireRequest): Promise<WireResponse> => {
    const path = decodeURIComponent(new URL(url).pathname);
    this.calls.push(`${body === undefined ? 'GET' : 'POST'} ${path}`);
    const instead = this.instead(path);
    if (instead instanceof Error) throw instead;
    if (instead) return instead;
    if (headers?.get('authorization') !== 'Bearer token') return this.answer(401, 'UNAUTHENTICATED');
    const [, name = '', kind = '', verb] = PATH.exec(path) ?? [];
    return verb === 'testIamPermissions'
      ? this.#permissions(name, body as { permissions: string[] })
      : this.#thing(name, { kind, verb });
  };

  answer(status: number, fault: string, message = `a message of ${fault}`): WireResponse {
    return this.#respond(status, { error: { code: status, status: fault, message } });
  }

  #permissions(name: string, asked: { readonly permissions: readonly string[] }): WireResponse {
    const has = this.things.get(name);
    if (has === undefined && !this.hidesMissing) return this.answer(404, 'NOT_FOUND');
    const permissions = asked.permissions.filter((one) => has?.includes(one));
    return this.#respond(200, permissions.length > 0 ? { permissions } : {});
  }

  #thing(name: string, { kind, verb }: { readonly kind: string; readonly verb: string | undefined }) {
    if (!this.things.has(name)) return this.answer(404, 'NOT_FOUND');
    const subscription = this.subscriptions.get(name);
    if (kind === 'topics' || subscription === undefined) return this.answer(403, 'PERMISSION_DENIED');
    const { isSeen, settings } = subscription;
    if (verb === 'modifyAckDeadline')
      return 'pushConfig' in settings
        ? this.answer(400, 'FAILED_PRECONDITION', 'This method is not supported for push subscriptions.')
        : this.answer(400, 'INVALID_ARGUMENT');
    return isSeen ? this.#respond(200, settings) : this.answer(403, 'PERMISSION_DENIED');
  }

  #respond(status: number, body: object): WireResponse {
    return { status, date: new Date(this.now).toUTCString(), text: JSON.stringify(body) };
  }
}
