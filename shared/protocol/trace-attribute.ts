/**
 * The attribute by which Google's Pub/Sub clients carry a trace from publisher to subscriber, as the header
 * `traceparent` has it (cloud.google.com/pubsub/docs/open-telemetry-tracing).
 */
export const TRACE_ATTRIBUTE = 'googclient_traceparent';
