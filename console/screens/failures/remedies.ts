/** The remedy of a cause in one line; the whole of it is in docs/operate.md. */

export interface Remedy {
  readonly text: string;
  /** The heading in docs/operate.md that says more. */
  readonly section: string;
}

/** By cause, or by its part before the slash. */
export const REMEDIES: Readonly<Record<string, Remedy>> = {
  failed: {
    text: 'Modigie could not do it. Retry; if it fails again, ask Modigie.',
    section: 'Retry by hand',
  },
  canceled: { text: 'Modigie stopped it, as where it expired. Retry.', section: 'Retry by hand' },
  rejected: {
    text: 'It lacks what Modigie needs. Submit it corrected, under a new ID.',
    section: 'rejected',
  },
  discarded: { text: 'Its ID met another payload. Find who else publishes.', section: 'discard' },
  unanswered: { text: 'No answer came. Ask again; it may have been charged.', section: 'unanswered' },
  'over-budget': { text: 'Raise the limit, then retry.', section: 'budget' },
  'publish/refused': {
    text: 'Pub/Sub refuses it for good. Mend it, submit it under a new ID.',
    section: 'refused',
  },
  'publish/misconfigured': {
    text: 'Mend grant, key or topic: it goes out by itself then.',
    section: 'publish-misconfigured',
  },
  'publish/unavailable': { text: 'It passes, and goes out by itself.', section: 'unreachable' },
};

/** Ways to end after which another attempt may follow. */
export const RETRYABLE: readonly string[] = ['failed', 'canceled', 'unanswered', 'over-budget'];

/** @returns the part of a cause that says in which way it went wrong */
function wayOf(cause: string): string {
  return cause.split('/', 1)[0] ?? cause;
}

/** @returns undefined for a cause that this page does not know */
export function remedyOf(cause: string): Remedy | undefined {
  return [cause, wayOf(cause)].flatMap(
    (key) => (Object.hasOwn(REMEDIES, key) ? REMEDIES[key] : undefined) ?? [],
  )[0];
}

export function isRetryable(cause: string): boolean {
  return RETRYABLE.includes(wayOf(cause));
}
