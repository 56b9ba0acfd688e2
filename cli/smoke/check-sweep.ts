/** Does the sweep run? The scheduler's job is started, and the request log read until it has an answer. */

import { nameOf, resumeCommand } from '../deployment/deployment.ts';
import { GoogleRefusal } from '../google/google-refusal.ts';
import { outcomeInWords, readSchedulerJob, runSchedulerJob, type SchedulerJob } from '../google/scheduler.ts';
import { failed, type Outcome, passed, type SmokeContext } from './check.ts';
import { postsTo } from './service-log.ts';
import { explainUnserved } from './unserved-call.ts';
import { until } from './until.ts';

/**
 * A sweep that finds nothing due logs at DEBUG alone, so its log event proves nothing at the usual LOG_LEVEL.
 * The request log always has it: 200 is answered when the sweep has read what is due from Firestore.
 */
export async function checkSweep(context: SmokeContext): Promise<Outcome> {
  const { google, deployment } = context;
  const name = { ...deployment, job: nameOf(deployment, 'sweep-jobs') };
  const job = await readSchedulerJob(google, name).catch(missing);
  if (job === undefined)
    return failed(
      `the scheduler has no job ${name.job} in ${deployment.region}`,
      'Run terraform apply; if the deployment is elsewhere or has another name, give --region or --prefix.',
    );
  if (job.state !== 'ENABLED') return standsStill(context, job.state);
  await runSchedulerJob(google, name);
  context.tell(`sweep: ${name.job} is started; waiting for its answer`);
  const since = job.readAt;
  let latest: number | undefined;
  const swept = await until(context, async () => {
    const statuses = await postsTo(context, 'sweep-jobs', since);
    latest = statuses[0] ?? latest;
    return statuses.find((status) => status === 200);
  });
  if (swept !== undefined) return passed('the scheduler called it, and it answered 200');
  if (latest !== undefined)
    return explainUnserved(context, { to: 'sweep-jobs', by: 'the scheduler', status: latest, since });
  return neverArrived(context, job, await readSchedulerJob(google, name));
}

function missing(error: unknown): undefined {
  if (!(error instanceof GoogleRefusal) || error.kind !== 'not-found') throw error;
  return undefined;
}

function standsStill({ deployment }: SmokeContext, state: string): Outcome {
  const job = nameOf(deployment, 'sweep-jobs');
  return failed(
    `the scheduler's job ${job} is ${state}`,
    state === 'PAUSED'
      ? `Resume it: ${resumeCommand(deployment, 'sweep-jobs')}`
      : 'Run terraform apply, which sets it anew.',
  );
}

/** No request in the log: it was not sent, or did not come as far as Cloud Run. */
function neverArrived({ deployment }: SmokeContext, before: SchedulerJob, after: SchedulerJob): Outcome {
  const name = nameOf(deployment, 'sweep-jobs');
  const { project, region } = deployment;
  if (after.triedAt === undefined || after.triedAt === before.triedAt)
    return failed(
      'the scheduler took the order, and has not called the function',
      `Look when it last tried: gcloud scheduler jobs describe ${name} --location ${region} --project ${project}. ` +
        'Give it longer with --timeout.',
    );
  const code = outcomeInWords(after);
  if (after.outcome === 0)
    return failed(
      'the scheduler was answered well, and the log of Cloud Run has no such request',
      `Its job calls another address than ${name}: run terraform apply. Or Cloud Logging excludes the request log ` +
        'of Cloud Run: look at the exclusions of the sink _Default.',
    );
  return failed(
    `the scheduler called, and ${name} saw no request (status ${code})`,
    after.outcome === 4
      ? `A sweep takes longer than the scheduler waits, or still runs: give it longer with --timeout.`
      : `Its job calls an address where no function is, or signs as an account that is gone: run terraform apply. ` +
          `What it calls: gcloud scheduler jobs describe ${name} --location ${region} --project ${project}`,
  );
}
