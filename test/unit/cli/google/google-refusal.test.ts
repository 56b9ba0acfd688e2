import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../cli/google/google-refusal.ts';
import { refusal } from '../../../google/google-stand-in.ts';

const request = {
  api: 'Cloud Logging',
  path: '/v2/entries:list',
  project: 'acme-crm-prod',
  what: 'the project acme-crm-prod',
  role: 'roles/logging.viewer',
} as const;

describe('a refusal of Google’s', () => {
  it.each([
    [
      'disabled',
      refusal(403, 'PERMISSION_DENIED', 'SERVICE_DISABLED'),
      'the API of Cloud Logging is disabled',
      /gcloud services enable logging\.googleapis\.com --project acme-crm-prod\..*set-quota-project acme-crm-prod/,
    ],
    [
      'quota-project',
      refusal(403, 'PERMISSION_DENIED', 'USER_PROJECT_DENIED'),
      'Cloud Logging refuses the project that your credentials count for',
      /set-quota-project acme-crm-prod.*serviceUsageConsumer/,
    ],
    [
      'permission',
      refusal(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED'),
      'Cloud Logging does not let your account do this',
      /It needs the role roles\/logging\.viewer: gcloud projects add-iam-policy-binding acme-crm-prod/,
    ],
    [
      'credentials',
      refusal(401, 'UNAUTHENTICATED'),
      'Cloud Logging refuses your credentials',
      /gcloud auth application-default login/,
    ],
    [
      'not-found',
      refusal(404, 'NOT_FOUND'),
      'Cloud Logging does not know the project acme-crm-prod',
      /terraform apply/,
    ],
    [
      'other',
      refusal(400, 'INVALID_ARGUMENT'),
      'Cloud Logging answers 400 INVALID_ARGUMENT',
      /^Google says: a message of INVALID_ARGUMENT Try again/,
    ],
    ['other', { status: 502, body: undefined }, 'Cloud Logging answers 502', /^Try again in some minutes/],
  ])('%s says what to do: %#', (kind, { status, body }, seen, remedy) => {
    expect(refusalOf({ request, status, body })).toMatchObject({
      kind,
      message: seen,
      remedy: expect.stringMatching(remedy),
    });
  });
});
