/** Has each secret that a function reads a version that can be read? The secret itself is not looked at. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { type SecretVersionName, stateOfSecret } from '../../google/secrets.ts';
import { type CloudCheck, type CloudContext, isMissing, looked } from './cloud-check.ts';

export const checkSecrets: CloudCheck = async (context) => {
  const mounted = [...(await context.services()).values()].flatMap(({ secrets }) => secrets);
  const used = new Map(mounted.map((one) => [`${one.secret}/${one.version}`, one]));
  if (used.size === 0) return [inOrder('secrets', 'no function reads a secret')];
  const { project } = context.deployment;
  const each = [...used.values()].map((one) => looked('secrets', () => secret(context, { ...one, project })));
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [inOrder('secrets', `${[...used.keys()].join(', ')} can be read`)];
};

async function secret({ google }: CloudContext, name: SecretVersionName): Promise<FindingView[]> {
  const state = await stateOfSecret(google, name).catch(missing);
  if (state === 'ENABLED') return [];
  const { project, secret, version } = name;
  return [
    deviation({
      check: 'secrets',
      state: 'wrong',
      seen: `version ${version} of the secret ${secret} cannot be read`,
      expected: 'ENABLED',
      actual: state,
      fix:
        state === 'DISABLED' && version !== 'latest'
          ? `gcloud secrets versions enable ${version} --secret ${secret} --project ${project}`
          : `gcloud secrets versions add ${secret} --data-file key.json --project ${project} (docs/operate.md, Rotate the key)`,
    }),
  ];
}

function missing(error: unknown): string {
  if (!isMissing(error)) throw error;
  return 'none';
}
