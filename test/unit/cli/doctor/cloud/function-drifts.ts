/** Drifts of the functions, and of what calls and watches them. */
import { objectOf, PREFIX, PROJECT } from '../../../../google/deployed.ts';
import { APPLIED, type DriftRow, service, takePeppers, warning, wrong } from './drift.ts';

export const FUNCTION_DRIFTS: DriftRow[] = [
  [
    'a function that is not ready',
    (google) => {
      service(google, 'sweep-jobs').terminalCondition = {
        state: 'CONDITION_FAILED',
        message: 'The container did not start.',
      };
    },
    {
      ...wrong('functions'),
      seen: /modigie-gateway-sweep-jobs is not ready/,
      expected: 'CONDITION_SUCCEEDED',
      actual: 'CONDITION_FAILED: The container did not start.',
      fix: /^gcloud run revisions list --service modigie-gateway-sweep-jobs/,
    },
  ],
  [
    'a function that is missing',
    (google) => google.services.delete(`${PREFIX}-query-jobs`),
    {
      ...wrong('functions'),
      seen: /there is no function modigie-gateway-query-jobs in us-central1/,
      expected: 'deployed',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'no function that takes answers',
    (google) => google.services.delete(`${PREFIX}-receive-responses`),
    {
      ...wrong('functions'),
      seen: /receive-responses or modigie-gateway-pull-responses/,
      expected: 'deployed',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'a function of another release',
    (google) =>
      google.resources.set(
        `cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/functions/${PREFIX}-query-jobs`,
        { buildConfig: { source: { storageSource: { object: 'us-central1/query-jobs-old.zip' } } } },
      ),
    {
      ...wrong('release'),
      seen: /different releases/,
      expected: objectOf('query-jobs'),
      actual: 'us-central1/query-jobs-old.zip',
      fix: APPLIED,
    },
  ],
  [
    'a function with another policy',
    (google) => service(google, 'query-jobs').environment.set('POLICY', '{"maxAttempts":9}'),
    {
      ...wrong('configuration'),
      seen: /different POLICY/,
      expected: '{"maxAttempts":3} in submit-jobs, operate-jobs, intake-jobs, receive-responses, sweep-jobs',
      actual: '{"maxAttempts":9} in query-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function that knows teams alone',
    (google) => service(google, 'operate-jobs').environment.set('TEAMS', '{"emea":"team=emea"}'),
    {
      ...wrong('configuration'),
      seen: /different TEAMS/,
      expected: 'not set in submit-jobs, query-jobs, intake-jobs, receive-responses, sweep-jobs',
      actual: '{"emea":"team=emea"} in operate-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function with an older version of the peppers',
    (google) => {
      takePeppers(google, '2', { state: 'ENABLED' });
      takePeppers(google, '3', { state: 'ENABLED' });
      const older = { secret: 'projects/1/secrets/gateway-peppers', version: '2' };
      service(google, 'sweep-jobs').secretVariables.set('PERSON_PEPPERS', older);
    },
    {
      ...wrong('configuration'),
      seen: /different PERSON_PEPPERS/,
      expected:
        'set, from secret gateway-peppers version 3 in submit-jobs, operate-jobs, intake-jobs, ' +
        'receive-responses, keep-dead-letters',
      actual: 'set, from secret gateway-peppers version 2 in sweep-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function without peppers',
    (google) => {
      takePeppers(google, '3', { state: 'ENABLED' });
      service(google, 'sweep-jobs').secretVariables.clear();
    },
    {
      ...wrong('configuration'),
      seen: /different PERSON_PEPPERS/,
      expected:
        'set, from secret gateway-peppers version 3 in submit-jobs, operate-jobs, intake-jobs, ' +
        'receive-responses, keep-dead-letters',
      actual: 'not set in sweep-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function that is told peppers as a text, which is not shown',
    (google) => {
      takePeppers(google, '3', { state: 'ENABLED' });
      service(google, 'sweep-jobs').secretVariables.clear();
      service(google, 'sweep-jobs').environment.set('PERSON_PEPPERS', '1:not-for-a-terminal');
    },
    {
      ...wrong('configuration'),
      seen: /different PERSON_PEPPERS/,
      expected:
        'set, from secret gateway-peppers version 3 in submit-jobs, operate-jobs, intake-jobs, ' +
        'receive-responses, keep-dead-letters',
      actual: 'set, as a text (7ead79e4) in sweep-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function that is told an empty text, where others are told something',
    (google) => service(google, 'query-jobs').environment.set('POLICY', ''),
    {
      ...wrong('configuration'),
      seen: /different POLICY/,
      expected: '{"maxAttempts":3} in submit-jobs, operate-jobs, intake-jobs, receive-responses, sweep-jobs',
      actual: 'not set in query-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function that is open to everybody',
    (google) =>
      void service(google, 'query-jobs').bindings.push({ role: 'roles/run.invoker', members: ['allUsers'] }),
    {
      ...wrong('callers'),
      seen: /modigie-gateway-query-jobs is open to allUsers/,
      expected: 'named callers alone, whose names it believes (INVOKERS=named)',
      actual: 'everybody',
      fix: /^gcloud run services remove-iam-policy-binding modigie-gateway-query-jobs --member allUsers/,
    },
  ],
  [
    'a function of which IAM is not asked',
    (google) => {
      service(google, 'operate-jobs').invokerIamDisabled = true;
    },
    {
      ...wrong('callers'),
      seen: /IAM is not asked who calls modigie-gateway-operate-jobs/,
      expected: 'named callers alone, whose names it believes (INVOKERS=named)',
      actual: 'everybody',
      fix: /--invoker-iam-check/,
    },
  ],
  [
    'a function that takes itself for open',
    (google) => service(google, 'submit-jobs').environment.set('INVOKERS', 'everybody'),
    {
      ...warning('callers'),
      seen: /modigie-gateway-submit-jobs is told otherwise/,
      expected: 'INVOKERS=named',
      actual: 'INVOKERS=everybody',
      fix: APPLIED,
    },
  ],
  [
    'a function that is not told who is let in',
    (google) => service(google, 'submit-jobs').environment.delete('INVOKERS'),
    {
      ...wrong('callers'),
      seen: /modigie-gateway-submit-jobs is told otherwise/,
      expected: 'INVOKERS=named',
      actual: 'no INVOKERS',
      fix: APPLIED,
    },
  ],
];
