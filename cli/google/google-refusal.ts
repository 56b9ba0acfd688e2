/** Refusals of Google's APIs, in the words of the person who has to mend them. */
import * as z from 'zod';
import { type ApiName, type GoogleRequest, HOSTS } from './google-request.ts';

type RefusalKind = 'not-found' | 'permission' | 'disabled' | 'quota-project' | 'credentials' | 'other';

/** A call that Google did not answer as asked. */
export class GoogleRefusal extends Error {
  readonly code = 'google-refusal';
  readonly kind: RefusalKind;
  /** Sentences that say what a person does about it. */
  readonly remedy: string;

  /** @param seen what happened, as a part of a sentence */
  constructor(kind: RefusalKind, seen: string, remedy: string) {
    super(seen);
    this.kind = kind;
    this.remedy = remedy;
  }
}

/** The error model of Google's APIs, google.aip.dev/193; its `reason` is one of google.api.ErrorReason. */
const ErrorSchema = z.object({
  error: z.object({
    status: z.string().default(''),
    message: z.string().default(''),
    details: z.array(z.object({ reason: z.string().optional() })).default([]),
  }),
});

export interface Refused {
  readonly request: GoogleRequest;
  /** Of HTTP. */
  readonly status: number;
  readonly body: unknown;
}

/** @returns the refusal that an answer is told as; Google's own text is told where no case fits */
export function refusalOf({ request, status, body }: Refused): GoogleRefusal {
  const { api, project, role } = request;
  const parsed = ErrorSchema.safeParse(body);
  const { message, details, status: code } = parsed.data?.error ?? { message: '', details: [], status: '' };
  const reasons = new Set(details.map(({ reason }) => reason));
  if (reasons.has('SERVICE_DISABLED'))
    return new GoogleRefusal(
      'disabled',
      `the API of ${api} is disabled`,
      `Enable it: gcloud services enable ${HOSTS[api]} --project ${project}. If it is enabled there, your ` +
        `credentials count for another project: ${setQuotaProject(project)}.`,
    );
  if (reasons.has('USER_PROJECT_DENIED'))
    return new GoogleRefusal(
      'quota-project',
      `${api} refuses the project that your credentials count for`,
      `Have them count for this one: ${setQuotaProject(project)}. It takes the role ` +
        `roles/serviceusage.serviceUsageConsumer in ${project}.`,
    );
  if (status === 401)
    return new GoogleRefusal('credentials', `${api} refuses your credentials`, LOG_IN_AGAIN);
  if (status === 403)
    return new GoogleRefusal(
      'permission',
      `${api} does not let your account do this`,
      `It needs the role ${role}: gcloud projects add-iam-policy-binding ${project} ` +
        `--member user:YOUR_ADDRESS --role ${role}`,
    );
  if (status === 404)
    return new GoogleRefusal('not-found', `${api} does not know ${request.what}`, CREATE_IT);
  const told = message === '' ? '' : `Google says: ${message} `;
  return new GoogleRefusal(
    'other',
    `${api} answers ${status}${code === '' ? '' : ` ${code}`}`,
    `${told}Try again in some minutes; status.cloud.google.com tells of outages.`,
  );
}

/** @returns the refusal that a call is told as which somebody else answered, or nobody */
export function unreachable(api: ApiName): GoogleRefusal {
  return new GoogleRefusal(
    'other',
    `${HOSTS[api]} cannot be reached`,
    'Check the network of this machine: its DNS, its firewall, a proxy on the way.',
  );
}

export const LOG_IN_AGAIN = 'Log in again: gcloud auth application-default login';
const CREATE_IT =
  'Run terraform apply; if the deployment has other names, give --prefix, --region or --project.';

function setQuotaProject(project: string): string {
  return `gcloud auth application-default set-quota-project ${project}`;
}
