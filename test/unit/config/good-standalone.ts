/** A configuration file with the members that are required, and no other. */
export const GOOD_STANDALONE = {
  repositoryId: 'acme-production',
  jobTypes: { enrichMobile: { topic: 'projects/m/topics/t' } },
  responseSubscriptions: ['projects/m/subscriptions/s'],
};
