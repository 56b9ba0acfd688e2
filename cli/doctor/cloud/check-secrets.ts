/** Has each secret that a function reads a version that can be read? The secret itself is not looked at. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { WHERE_WEBHOOKS } from '../../deployment/deployment.ts';
import type { UsedSecret } from '../../google/cloud-run.ts';
import { readSecretVersion, type SecretVersion } from '../../google/secrets.ts';
import { type CloudCheck, type CloudContext, isMissing, looked } from './cloud-check.ts';

export const checkSecrets: CloudCheck = async (context) => {
  const given = [...(await context.services())].flatMap(([by, { secrets }]) =>
    secrets.map((one) => ({ ...one, by })),
  );
  const used = new Map(given.map((one) => [`${one.secret}/${one.version}`, one]));
  if (used.size === 0) return [inOrder('secrets', 'no function reads a secret')];
  const each = [...used.values()].map((one) => looked('secrets', () => secret(context, one)));
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [inOrder('secrets', `${[...used.keys()].join(', ')} can be read`)];
};

interface Used extends UsedSecret {
  readonly by: FunctionName;
}

async function secret({ google, deployment }: CloudContext, used: Used): Promise<FindingView[]> {
  const { project } = deployment;
  const { state, number } = await readSecretVersion(google, { ...used, project }).catch(missing);
  if (state === 'ENABLED') return [];
  return [
    deviation({
      check: 'secrets',
      state: 'wrong',
      seen: `version ${used.version} of the secret ${used.secret} cannot be read`,
      expected: 'ENABLED',
      actual: state,
      fix:
        state === 'DISABLED'
          ? `gcloud secrets versions enable ${number} --secret ${used.secret} --project ${project}`
          : addition(used, project),
    }),
  ];
}

/** @returns how a version is added: a file has the key or a webhook's secret, a variable the peppers */
function addition({ secret, variable, by }: Used, project: string): string {
  const [file, how] =
    by === WHERE_WEBHOOKS
      ? ['secret.txt', 'what webhooks new-secret prints: docs/webhooks.md, Rotate a secret']
      : variable === undefined
        ? ['key.json', 'docs/operate.md, Rotate the key']
        : [
            'peppers.txt',
            'every pepper that records are keyed with, the present one first: docs/privacy.md, How a person is found',
          ];
  return `gcloud secrets versions add ${secret} --data-file ${file} --project ${project} (${how})`;
}

function missing(error: unknown): SecretVersion {
  if (!isMissing(error)) throw error;
  return { state: 'none', number: '' };
}
