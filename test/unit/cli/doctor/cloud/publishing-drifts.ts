/** Drifts of what the gateway may do at Modigie. */
import { APPLICATION, TOPIC } from '../../../../google/deployed.ts';
import { refusal } from '../../../../google/google-stand-in.ts';
import { APPLIED, type DriftRow, warning, wrong } from './drift.ts';

export const PUBLISHING_DRIFTS: DriftRow[] = [
  [
    'a topic on which nothing may be published',
    (google) => google.publishable.clear(),
    {
      ...wrong('publishing'),
      seen: /may not publish on projects\/modigie-prod/,
      expected: 'pubsub.topics.publish',
      actual: 'no permission',
      fix: new RegExp(
        `gcloud pubsub topics add-iam-policy-binding ${TOPIC} --member serviceAccount:${APPLICATION}`,
      ),
    },
  ],
  [
    'an operator who may not act as the application account',
    (google) => {
      google.refuse = (_method, path) =>
        path.includes(':generateAccessToken')
          ? refusal(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED')
          : undefined;
    },
    {
      ...warning('publishing'),
      seen: /your account may not act as gateway@modigie-apps/,
      expected: 'pubsub.topics.publish',
      actual: 'not asked',
      fix: /gcloud logging read .*job\.publish-failed/,
    },
  ],
  [
    'job types that cannot be read',
    (google) => {
      for (const { environment } of google.services.values())
        if (environment.has('JOB_TYPES')) environment.set('JOB_TYPES', '{');
    },
    {
      ...wrong('publishing'),
      seen: /is not told Modigie's topics/,
      expected: 'JOB_TYPES with the topic of each job type',
      actual: 'none that can be read',
      fix: APPLIED,
    },
  ],
];
