/**
 * Alerts that every deployment has, whatever its variables, as infra/alerts*.tf call them behind the prefix;
 * a test compares.
 */

/** The alert that the dead letter of the smoke test raises. */
export const DEAD_LETTER_ALERT = 'A message was set aside';

export const ALERT_TITLES: readonly string[] = [
  'Modigie discarded a request',
  DEAD_LETTER_ALERT,
  'Publishing to Modigie is refused',
  'A request can never be sent',
  'A stored record cannot be read',
  'The store refuses the gateway',
  'A result could not be delivered',
  'A job was silent past the limit',
  'A job could not be swept',
  'A budget is nearly used up',
  'A call of Google or Modigie is refused',
  'The audit has a gap',
  'An operation met a fault',
  'A person is not erased yet',
  'The breaker holds a job type',
  'What was accepted is not accounted for',
  "A fault of the gateway's own",
  'many jobs are rejected',
  'sweeps run out of time',
  'no sweep succeeds',
  'no answers come',
  "Pub/Sub or Modigie's topic is not reached",
  'scheduled calls fail',
  'calls of Google or Modigie are refused',
  'a function keeps failing',
  'intake backlog is old',
  'messages wait in intake-undelivered',
  'messages wait in results-undelivered',
  'messages in dead-letters expire in two days',
  'messages in intake-undelivered expire in two days',
  'messages in results-undelivered expire in two days',
];
