/** A webhook: where results are posted, which of them, and how (docs/webhooks.md). */

import { OWN_STATUSES, type OwnStatus } from '../jobs/statuses.ts';
import { isEnding, PUBLISHED_STATUSES } from '../protocol/job-status.ts';

/** Most webhooks of a deployment: each is a subscription of its own. */
export const MOST_WEBHOOKS = 10;

/** Words in lower case with hyphens between them: the name is a segment of paths, and part of other names. */
export const WEBHOOK_NAME = /^(?=.{1,30}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** `full`: the job as it is read; `thin`: its IDs, status and event codes, without any personal data. */
export const PAYLOADS = ['full', 'thin'] as const;
export type PayloadKind = (typeof PAYLOADS)[number];

export interface WebhookEndpoint {
  readonly name: string;
  /** Absolute, http or https. */
  readonly url: string;
  /** The path of the file that holds its secrets. */
  readonly secretFile: string;
  /** Results with one of these alone; with any where the list is empty. So it is with the next two. */
  readonly statuses: readonly string[];
  readonly jobTypes: readonly string[];
  /** Each `name=value`. */
  readonly tags: readonly string[];
  readonly payload: PayloadKind;
}

/** Statuses of a job that something more happens to. */
const NOT_FINAL: readonly OwnStatus[] = ['accepted', 'published'];

/** The statuses of results: nothing more happens to such a job by itself. */
export const RESULT_STATUSES: readonly string[] = [
  ...PUBLISHED_STATUSES.filter(isEnding),
  ...OWN_STATUSES.filter((status) => !NOT_FINAL.includes(status)),
];

/** @returns the host of an address, without its port, path and query: those may be secret */
export function hostOf(url: string): string {
  return new URL(url).hostname;
}
