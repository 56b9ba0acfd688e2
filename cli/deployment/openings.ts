/** Ways into a function that everybody has. */
import { grantsOn, type Service } from '../google/cloud-run.ts';
import type { GoogleApis } from '../google/google-apis.ts';
import type { Deployment } from './deployment.ts';

/** A way in for everybody, and the command that closes it. */
export interface Opening {
  readonly seen: string;
  readonly command: string;
}

/** https://cloud.google.com/iam/docs/principals-overview: anybody, and anybody with a Google account. */
const EVERYBODY = new Set(['allUsers', 'allAuthenticatedUsers']);

/**
 * @param name of the function's service
 * @returns the ways in that its own policies leave to everybody
 * @throws GoogleRefusal
 */
export async function openingsOf(
  { google, deployment }: { readonly google: GoogleApis; readonly deployment: Deployment },
  { name, asksIam }: Pick<Service, 'asksIam'> & { readonly name: string },
): Promise<Opening[]> {
  const { project, region } = deployment;
  const services = 'gcloud run services';
  const where = `--region ${region} --project ${project}`;
  const unasked = {
    seen: `IAM is not asked who calls ${name}`,
    command: `${services} update ${name} --invoker-iam-check ${where}`,
  };
  const grants = await grantsOn(google, { ...deployment, service: name });
  const toEverybody = grants
    .filter(({ member }) => EVERYBODY.has(member))
    .map(({ member, role }) => ({
      seen: `${name} is open to ${member}`,
      command: `${services} remove-iam-policy-binding ${name} --member ${member} --role ${role} ${where}`,
    }));
  return [...(asksIam ? [] : [unasked]), ...toEverybody];
}
