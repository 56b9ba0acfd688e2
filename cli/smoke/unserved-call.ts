/** A function that was called and did not do its work: by whom it was refused, and why. */
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { Instant } from '../../shared/jobs/instant.ts';
import { logCommand, nameOf } from '../deployment/deployment.ts';
import { failed, type Outcome, type SmokeContext } from './check.ts';
import { callerRefusal } from './refused-caller.ts';
import { eventsOf } from './service-log.ts';

export interface UnservedCall {
  readonly to: FunctionName;
  /** `the scheduler`, `Pub/Sub`, `Modigie`. */
  readonly by: string;
  /** The HTTP status of its latest answer. */
  readonly status: number;
  readonly since: Instant;
}

/** @returns what was seen, and what to do; each cause has a remedy of its own */
export async function explainUnserved(context: SmokeContext, call: UnservedCall): Promise<Outcome> {
  const { deployment } = context;
  const { to, by, status, since } = call;
  const name = nameOf(deployment, to);
  const look = `Its log: ${logCommand(deployment, to, 'severity>=WARNING')}`;
  const events = await eventsOf(context, { of: [to], since });
  if (status === 401 || status === 403) {
    const refused = events.find(({ event }) => event === 'caller.refused');
    return refused ? byTheFunction(call, name, refused.reason ?? 'unknown') : byIam(call, context);
  }
  if (status === 404)
    return failed(
      `${name} was called by ${by} and answers 404`,
      `Either there is no such function, or its ingress does not let ${by} in, which Cloud Run answers so, too. ` +
        `Run terraform apply. ${look}`,
    );
  if (status === 429)
    return failed(
      `${name} was called by ${by} and answers 429`,
      `Cloud Run had no instance for it: raise max in the variable scaling, or the quota of the region. ${look}`,
    );
  const faults = events.filter(({ event }) => FAULT.test(event ?? ''));
  const told = [...new Set(faults.map(({ event, reason }) => (reason ? `${event} (${reason})` : event)))];
  return told.length > 0
    ? failed(
        `${name} answers ${status}: ${told.join(', ')}`,
        `docs/operate.md says under store, fault and failing what to do. ${look}`,
      )
    : failed(
        `${name} answers ${status}, and logged no event`,
        // Its message is text on standard error then, which has no severity.
        `It may not have started: a variable of its environment may be wrong. Its log: ${logCommand(deployment, to)}`,
      );
}

const FAULT = /^(?:store\.|caller\.|request\.failed|sweep\.failed|pull\.failed|record\.unreadable)/;

function byTheFunction({ by, status }: UnservedCall, name: string, reason: string): Outcome {
  const { meaning, remedy } = callerRefusal(reason);
  return failed(
    `${name} itself refuses ${by} with ${status} (${reason})`,
    `IAM lets ${by} through, and the function does not: ${meaning}. ${remedy}`,
  );
}

/** Cloud Run checks the token before the function: 401 without a valid one, 403 without the role. */
function byIam({ to, by, status }: UnservedCall, { deployment }: SmokeContext): Outcome {
  const name = nameOf(deployment, to);
  const { project, region } = deployment;
  const modigie = by === 'Modigie' ? ` ${OF_MODIGIE}` : '';
  return failed(
    `IAM refuses ${by} with ${status}, before ${name} sees the call`,
    status === 401
      ? `The token of ${by} is none that Cloud Run takes: its audience has to be the address of ${name}. Run ` +
          `terraform apply.${modigie}`
      : `The account that ${by} calls as lacks roles/run.invoker on ${name}. Run terraform apply; a grant takes ` +
          `some minutes to hold.${modigie} Who has it: gcloud run services get-iam-policy ${name} ` +
          `--region ${region} --project ${project}`,
  );
}

const OF_MODIGIE =
  'Modigie has to sign as push_account, or else as application_account, for the audience of terraform -chdir=infra ' +
  "output push_audience. Or the call was a stranger's, who scans addresses: Modigie sees whether its pushes are refused.";
