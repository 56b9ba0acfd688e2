/**
 * Stands in for Google's REST APIs, with one deployment in them that is well until a test changes it. All
 * that is assumed of Google stands here:
 *
 * - Cloud Scheduler v1, https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs:
 *   `state`, `lastAttemptTime` and `status.code` (absent for success) of a job; `:run` calls the target now.
 * - Cloud Logging v2, https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list: pages that may
 *   be empty and go on. Cloud Run's requests are in the log run.googleapis.com/requests, those that IAM
 *   refuses as well (https://cloud.google.com/run/docs/logging#run_request_log).
 * - Pub/Sub v1, https://cloud.google.com/pubsub/docs/reference/rest/v1: `:publish` gives a message an ID; a
 *   subscription has the topic's full name, and a `pushEndpoint` where it pushes.
 * - Cloud Monitoring v3, https://cloud.google.com/monitoring/api/ref_v3/rest: `enabled` of policies and
 *   channels, `verificationStatus`.
 * - Cloud Run v2, https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services: `uri`,
 *   `invokerIamDisabled` where it is true; `:getIamPolicy` has the bindings of the service itself. A call
 *   that IAM does not let through is answered 403 with a page of Google's, and is in the request log.
 * - Errors: https://google.aip.dev/193, with the reasons of google.api.ErrorReason.
 * - Dates: each answer has the header Date (RFC 9110 §6.6.1), in whole seconds.
 */
import { createHash } from 'node:crypto';
import { ALERT_TITLES } from '../../cli/deployment/alert-titles.ts';
import {
  APPLICATION,
  PREFIX,
  PROJECT,
  stoodResources,
  stoodServices,
  stoodSubscriptions,
  TOPIC,
} from './deployed.ts';
import { matches, type StoredEntry } from './log-filter.ts';

export { PREFIX, PROJECT };

/** Given to who may act as the application account. */
export const APPLICATION_TOKEN = 'token-of-the-application';
const CHANNEL = `projects/${PROJECT}/notificationChannels/42`;

const FORBIDDEN = { status: 403, headers: { 'content-type': 'text/html; charset=UTF-8' } };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
interface Message {
  readonly messageId: string;
  readonly data: Record<string, unknown>;
}
/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest */
interface HttpRequest {
  readonly requestMethod?: string;
  readonly userAgent?: string;
}
type Refusal = (method: string, path: string) => Answer | undefined;

export class GoogleStandIn {
  /** Google's clock, epoch ms. */
  now = () => Date.now();
  job: Record<string, unknown> | undefined = { state: 'ENABLED' };
  readonly log: StoredEntry[] = [];
  readonly topics = new Set([`${PREFIX}-intake`]);
  readonly subscriptions = stoodSubscriptions();
  policies = ALERT_TITLES.map((title) => ({
    displayName: `${PREFIX}: ${title}`,
    enabled: true,
    notificationChannels: [CHANNEL],
  }));
  readonly channels = new Map<string, Record<string, unknown>>([
    [
      CHANNEL,
      { type: 'email', displayName: 'On call', enabled: true, labels: { email_address: 'ann@acme.example' } },
    ],
  ]);
  readonly services = stoodServices();
  /** Pub/Sub's metrics: by metric and subscription, the latest value. */
  readonly gauges = new Map<string, number>();
  /** Subscriptions that were taken back, each with the time. */
  readonly seeks: [subscription: string, time: string][] = [];
  /** All else that is read, by its address. */
  readonly resources = stoodResources();
  /** The topics on which the application account may publish. */
  readonly publishable = new Set([TOPIC]);
  /** The header of the call that is answered now. */
  authorization: string | null = null;
  /** The answer to a call of a function's address without a token; undefined for none. */
  onStranger = (): Response | undefined => new Response('<html>Forbidden</html>', FORBIDDEN);
  /** Answers a call instead of the stand-in. */
  refuse: Refusal = () => undefined;
  /** The work of the deployment when the scheduler calls, and when a message of intake is pushed. */
  onSweep = () => this.request('sweep-jobs', 200);
  onIntake: (message: Message) => void = (message) => {
    this.request('intake-jobs', 204);
    if (message.data['jobType'] === undefined) this.setAside(message.messageId, 'invalid');
    else this.answerLead(message);
  };
  /** Every call, as `POST pubsub.googleapis.com/v1/…`. */
  readonly calls: string[] = [];
  #ids = 0;

  /** @param path begins with the API's host */
  handle(method: string, path: string, body: Record<string, unknown>): Answer {
    this.calls.push(`${method} ${path}`);
    const [address = ''] = path.split('?');
    const [, host = '', rest = ''] = /^([^/]+)(.*)$/.exec(address) ?? [];
    const apis: Readonly<Record<string, () => Answer | undefined>> = {
      'cloudscheduler.googleapis.com': () => this.#scheduler(rest),
      'logging.googleapis.com': () => this.#logging(body),
      'run.googleapis.com': () => this.#run(rest),
      'pubsub.googleapis.com': () => this.#permissions(rest, body) ?? this.#pubsub(rest, body),
      'iamcredentials.googleapis.com': () =>
        rest === `/v1/projects/-/serviceAccounts/${APPLICATION}:generateAccessToken`
          ? ok({ accessToken: APPLICATION_TOKEN, expireTime: '2026-11-28T12:05:00Z' })
          : undefined,
      'monitoring.googleapis.com': () => this.#monitoring(rest, new URL(`https://${path}`).searchParams),
    };
    return (
      this.refuse(method, path) ??
      apis[host]?.() ??
      this.#resource(address, new URL(`https://${path}`).searchParams) ??
      refusal(404, 'NOT_FOUND')
    );
  }

  /** A call of a function's address. @throws TypeError as `fetch` does, when there is no answer */
  callFunction(uri: string, { method = 'GET', headers }: RequestInit): Response {
    this.calls.push(`${method} ${uri}`);
    const { host } = new URL(uri);
    const [name] = [...this.services].find(([, service]) => new URL(service.uri).host === host) ?? [];
    const response = this.onStranger();
    if (name === undefined || response === undefined) throw new TypeError('fetch failed');
    const sent = new Headers(headers);
    if (sent.has('authorization')) throw new Error('a stranger has no token');
    const userAgent = sent.get('user-agent') ?? '';
    this.request(name.slice(`${PREFIX}-`.length), response.status, { requestMethod: method, userAgent });
    return response;
  }

  /** An entry of Cloud Run's request log. */
  request(name: string, status: number, others: HttpRequest = {}): void {
    this.#write(name, {
      logName: `projects/${PROJECT}/logs/run.googleapis.com%2Frequests`,
      httpRequest: { status, requestMethod: 'POST', ...others },
    });
  }

  /** A log event, as shared/telemetry/logger.ts writes it. */
  event(
    name: string,
    event: string,
    { requestId, rootId = requestId, ...fields }: Record<string, string | undefined> = {},
  ): void {
    const logName = `projects/${PROJECT}/logs/run.googleapis.com%2Fstdout`;
    this.#write(name, { logName, jsonPayload: { event, ...fields }, labels: { event, requestId, rootId } });
  }

  setAside(messageId: string, reason: string): void {
    const document = createHash('sha256').update(messageId).digest('hex').slice(0, 24);
    this.event('intake-jobs', 'message.dead-lettered', { messageId, reason, document });
  }

  answerLead({ data }: Message): void {
    const requestId = String(data['requestId']);
    for (const event of ['job.created', 'job.published']) this.event('intake-jobs', event, { requestId });
    this.request('receive-responses', 204);
    for (const event of ['job.answered', 'job.ended', 'job.delivered'])
      this.event('receive-responses', event, { requestId, status: 'completed' });
  }

  #write(name: string, entry: object): void {
    this.log.push({
      timestamp: new Date(this.now()).toISOString(),
      resource: { type: 'cloud_run_revision', labels: { service_name: `${PREFIX}-${name}` } },
      ...entry,
    });
  }

  #scheduler(path: string): Answer | undefined {
    const name = `/v1/projects/${PROJECT}/locations/us-central1/jobs/${PREFIX}-sweep-jobs`;
    if (this.job === undefined) return undefined;
    if (path === name) return ok(this.job);
    if (path !== `${name}:run`) return undefined;
    this.job = { ...this.job, lastAttemptTime: new Date(this.now()).toISOString() };
    this.onSweep();
    return ok(this.job);
  }

  #run(path: string): Answer | undefined {
    const [, name = '', verb] =
      new RegExp(`^/v2/projects/${PROJECT}/locations/us-central1/services/([^:]+):?(.*)$`).exec(path) ?? [];
    const service = this.services.get(name);
    if (service === undefined) return undefined;
    const { bindings, environment, secretVariables, volumes, ...rest } = service;
    const env = [
      ...[...environment].map(([variable, value]) => ({ name: variable, value })),
      ...[...secretVariables].map(([variable, of]) => ({
        name: variable,
        valueSource: { secretKeyRef: of },
      })),
    ];
    const template = { containers: [{ env }], ...(volumes.length > 0 && { volumes }) };
    return ok(verb === 'getIamPolicy' ? { etag: 'x', bindings } : { name, template, ...rest });
  }

  /** Lists are of three things a page. */
  #resource(address: string, query: URLSearchParams): Answer | undefined {
    const found = this.resources.get(address);
    const [[member = '', things] = []] = Object.entries(found ?? {});
    if (found === undefined || !Array.isArray(things) || member === 'bindings') return found && ok(found);
    const at = Number(query.get('pageToken') || 0);
    const next = at + 3 < things.length ? { nextPageToken: String(at + 3) } : {};
    return ok({ [member]: things.slice(at, at + 3), ...next });
  }

  /** The first page of each search is empty, and goes on. */
  #logging({ filter, orderBy, pageSize, pageToken }: Record<string, unknown>): Answer {
    if (pageToken === undefined) return ok({ nextPageToken: 'more' });
    const found = this.log.filter((entry) => matches(entry, String(filter)));
    return ok({
      entries: (orderBy === 'timestamp desc' ? found.toReversed() : found).slice(0, Number(pageSize)),
    });
  }

  #permissions(path: string, { permissions }: Record<string, unknown>): Answer | undefined {
    const topic = /^\/v1\/(.*):testIamPermissions$/.exec(path)?.[1];
    if (topic === undefined) return undefined;
    const may = this.publishable.has(topic) && this.authorization === `Bearer ${APPLICATION_TOKEN}`;
    return ok(may ? { permissions } : {});
  }

  #pubsub(path: string, body: Record<string, unknown>): Answer | undefined {
    const [, kind, name = '', verb] =
      new RegExp(`^/v1/projects/${PROJECT}/(topics|subscriptions)/([^:]+):?(.*)$`).exec(path) ?? [];
    if (verb === 'getIamPolicy') return undefined;
    if (kind === 'topics' && name.endsWith('/subscriptions'))
      return this.#subscriptionsOf(name.split('/')[0]);
    if (kind === 'topics')
      return verb === 'publish' && this.topics.has(name) ? this.#publish(body) : undefined;
    const subscription = this.subscriptions.get(name);
    if (subscription === undefined) return undefined;
    const { topic, pushConfig, settings } = subscription;
    if (verb === 'seek') {
      this.seeks.push([name, String(body['time'])]);
      return ok({});
    }
    if (verb !== '') return undefined;
    return ok({ name, topic: `projects/${PROJECT}/topics/${topic}`, pushConfig, ...settings });
  }

  #subscriptionsOf(topic: string | undefined): Answer {
    const names = [...this.subscriptions].filter(([, subscription]) => subscription.topic === topic);
    return ok({ subscriptions: names.map(([name]) => `projects/${PROJECT}/subscriptions/${name}`) });
  }

  #publish(body: Record<string, unknown>): Answer {
    const [message] = body['messages'] as { data: string }[];
    const messageId = String(1_000_000 + ++this.#ids);
    this.onIntake({ messageId, data: JSON.parse(Buffer.from(message?.data ?? '', 'base64').toString()) });
    return ok({ messageIds: [messageId] });
  }

  #timeSeries(filter: string): Answer {
    const [, metric, begin = ''] =
      /^metric\.type="pubsub\.googleapis\.com\/subscription\/(\w+)" AND resource\.labels\.subscription_id=starts_with\("(.+)"\)$/.exec(
        filter,
      ) ?? [];
    const timeSeries = [...this.gauges].flatMap(([key, value]) => {
      const [of, subscription = ''] = key.split(' ');
      if (of !== metric || !subscription.startsWith(begin)) return [];
      const points = [value, 0].map((one) => ({ value: { int64Value: String(one) } }));
      return [{ resource: { labels: { subscription_id: subscription } }, points }];
    });
    return ok({ timeSeries });
  }

  /** One policy a page. */
  #monitoring(path: string, query: URLSearchParams): Answer | undefined {
    const channel = this.channels.get(path.slice('/v3/'.length));
    if (channel) return ok(channel);
    if (path === `/v3/projects/${PROJECT}/timeSeries`) return this.#timeSeries(query.get('filter') ?? '');
    if (path !== `/v3/projects/${PROJECT}/alertPolicies`) return undefined;
    const at = Number(query.get('pageToken') || 0);
    const next = at + 1 < this.policies.length ? { nextPageToken: String(at + 1) } : {};
    return ok({ alertPolicies: this.policies.slice(at, at + 1), ...next });
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** @param reason of an ErrorInfo, if Google gives one */
export function refusal(status: number, code: string, reason?: string): Answer {
  const details =
    reason === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }];
  return {
    status,
    body: { error: { code: status, status: code, message: `a message of ${code}`, details } },
  };
}
