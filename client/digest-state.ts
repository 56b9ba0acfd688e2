/**
 * The digest of a job as a gateway shows it. Held to the schema of shared/api by
 * test/unit/client/digest-types.test.ts.
 */

/** The findings of a completed job: found, verified and checked. */
export interface Facts {
  readonly mobile?: {
    /** Its E.164 form, where Modigie gave it. */
    readonly e164: string | null;
    /** As Modigie wrote it, or as it was sent. */
    readonly raw: string;
    readonly type: string;
    readonly how: 'appended' | 'verified';
    readonly compliance?: unknown;
  };
  readonly linkedIn?: {
    readonly url: string;
    readonly how: 'from_input' | 'appended' | 'replaced' | 'unknown';
  };
  readonly employment?: {
    readonly state: 'verified' | 'changed' | 'verified_elsewhere' | 'unknown';
    readonly company?: string;
    readonly title?: string;
    /** A month, `YYYY-MM`. */
    readonly leftOn?: string;
  };
  readonly emails: readonly {
    readonly address: string;
    readonly deliverable: boolean | null;
    readonly new: boolean;
  }[];
  /** The code of `verifyMobile`. */
  readonly mobileCheck?: string;
}

/** The decision about a field, and why. */
export interface Decision {
  /** null for an event that is not known. */
  readonly field: string | null;
  readonly action: 'set' | 'flag' | 'keep' | 'never';
  readonly value?: string;
  /** The value that was sent. */
  readonly was?: string;
  /** Such as `appendMobile.appended`. */
  readonly rule: string;
  /** For a person; its wording may change. */
  readonly because: string;
}

/** The values that are set in one record of a CRM. */
export interface Patch {
  readonly crm: 'hubspot' | 'salesforce';
  readonly requestId: string;
  /** Of two patches of one record the one with the later version holds. */
  readonly version: string | null;
  /** As the CRM takes it, among others. */
  readonly input: { readonly id: string; readonly [name: string]: unknown };
}

export interface Digest {
  readonly facts: Facts;
  readonly decisions: readonly Decision[];
  readonly patches: readonly Patch[];
}

/** A job with its digest, or the reason why it has none. */
export interface Digested {
  /** The ID of the attempt that it is about. */
  readonly requestId: string;
  readonly status: string;
  readonly digest: Digest | null;
  readonly reason: 'not-completed' | 'purged' | 'erased' | 'no-payload' | 'too-large' | null;
}
