/** A way in which a deployment is not as it should be, planted alone, and the finding of it. */
import type { Finding } from '../../../../../client/operator.ts';
import { PREFIX, PROJECT } from '../../../../google/deployed.ts';
import type { GoogleStandIn } from '../../../../google/google-stand-in.ts';

export type DriftRow = [
  name: string,
  drift: (google: GoogleStandIn) => void,
  finding: Omit<Finding, 'seen' | 'fix'> & { readonly seen: RegExp; readonly fix: RegExp },
];

export const APPLIED = /^terraform -chdir=infra apply/;
export const wrong = (check: string) => ({ check, state: 'wrong' as const });
export const warning = (check: string) => ({ check, state: 'warning' as const });

export function subscription(google: GoogleStandIn, name: string) {
  const found = google.subscriptions.get(`${PREFIX}-${name}`);
  if (!found) throw new Error(name);
  return found;
}

export function service(google: GoogleStandIn, name: string) {
  const found = google.services.get(`${PREFIX}-${name}`);
  if (!found) throw new Error(name);
  return found;
}

/** All functions but query-jobs take their peppers from a secret, of which this is the version. */
export function takePeppers(google: GoogleStandIn, version: string, stored?: object): void {
  for (const [name, { secretVariables }] of google.services)
    if (name !== `${PREFIX}-query-jobs`)
      secretVariables.set('PERSON_PEPPERS', { secret: 'gateway-peppers', version });
  const address = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/gateway-peppers/versions/${version}`;
  if (stored !== undefined) google.resources.set(address, { ...stored });
}
