/** Drifts of what a function reads, what calls it, and who hears of it. */
import { PROJECT } from '../../../../google/deployed.ts';
import { type DriftRow, service, takePeppers, wrong } from './drift.ts';

export const SURROUNDINGS_DRIFTS: DriftRow[] = [
  [
    'a secret that is disabled',
    (google) => {
      service(google, 'submit-jobs').volumes.push({
        name: 'key',
        secret: { secret: 'modigie-key', items: [{ path: 'key.json', version: '3' }] },
      });
      google.resources.set(
        `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/modigie-key/versions/3`,
        { state: 'DISABLED' },
      );
    },
    {
      ...wrong('secrets'),
      seen: /version 3 of the secret modigie-key cannot be read/,
      expected: 'ENABLED',
      actual: 'DISABLED',
      fix: /^gcloud secrets versions enable 3 --secret modigie-key --project acme-crm-prod$/,
    },
  ],
  [
    'a secret without a version',
    (google) =>
      void service(google, 'submit-jobs').volumes.push({
        name: 'key',
        secret: { secret: 'modigie-key', items: [{ path: 'key.json', version: 'latest' }] },
      }),
    {
      ...wrong('secrets'),
      seen: /version latest of the secret modigie-key/,
      expected: 'ENABLED',
      actual: 'none',
      fix: /^gcloud secrets versions add modigie-key --data-file key\.json .*Rotate the key/,
    },
  ],
  [
    'a newest version of the peppers that is disabled',
    (google) =>
      takePeppers(google, 'latest', {
        name: 'projects/1/secrets/gateway-peppers/versions/5',
        state: 'DISABLED',
      }),
    {
      ...wrong('secrets'),
      seen: /version latest of the secret gateway-peppers cannot be read/,
      expected: 'ENABLED',
      actual: 'DISABLED',
      fix: /^gcloud secrets versions enable 5 --secret gateway-peppers --project acme-crm-prod$/,
    },
  ],
  [
    'peppers without a version',
    (google) => takePeppers(google, '3'),
    {
      ...wrong('secrets'),
      seen: /version 3 of the secret gateway-peppers cannot be read/,
      expected: 'ENABLED',
      actual: 'none',
      fix: /^gcloud secrets versions add gateway-peppers --data-file peppers\.txt --project acme-crm-prod \(every pepper .*privacy\.md/,
    },
  ],
  [
    'a schedule that is paused',
    (google) => {
      google.job = { state: 'PAUSED' };
    },
    {
      ...wrong('schedules'),
      seen: /modigie-gateway-sweep-jobs stands still/,
      expected: 'ENABLED',
      actual: 'PAUSED',
      fix: /^gcloud scheduler jobs resume modigie-gateway-sweep-jobs --location us-central1/,
    },
  ],
  [
    'a schedule whose last call failed',
    (google) => {
      google.job = { state: 'ENABLED', lastAttemptTime: '2026-11-28T11:59:00Z', status: { code: 7 } };
    },
    {
      ...wrong('schedules'),
      seen: /the last call .* failed/,
      expected: 'answered well',
      actual: '7 PERMISSION_DENIED',
      fix: /smoke --project acme-crm-prod --prefix modigie-gateway --region us-central1 --only sweep/,
    },
  ],
  [
    'an alert that is switched off',
    (google) => Object.assign(google.policies[3] ?? {}, { enabled: false }),
    {
      ...wrong('alerts'),
      seen: /not each alert reaches a person/,
      expected: 'each is on, and goes to a channel that works',
      actual: 'the alert "A request can never be sent" is switched off',
      fix: /^Switch it on/,
    },
  ],
];
