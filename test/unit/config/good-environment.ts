/** An environment that configures every function. */
export const GOOD_ENVIRONMENT = {
  GOOGLE_CLOUD_PROJECT: 'p',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/m/topics/t"}}',
  RESULTS_TOPIC: 'projects/p/topics/results',
  DEAD_LETTER_TOPIC: 'projects/p/topics/dead',
  INTAKE_TOPIC: 'projects/p/topics/intake',
  PUSH_AUDIENCE: 'https://x.example',
  PUSH_ACCOUNT: 'a@b.example',
  RESPONSE_SUBSCRIPTIONS: '["projects/m/subscriptions/s"]',
};
