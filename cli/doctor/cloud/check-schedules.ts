/** Does the scheduler call what it has to call? */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { nameOf, resumeCommand } from '../../deployment/deployment.ts';
import { outcomeInWords, readSchedulerJob } from '../../google/scheduler.ts';
import { APPLY, type CloudCheck, type CloudContext, looked } from './cloud-check.ts';

export const checkSchedules: CloudCheck = async (context) => {
  const deployed = await context.services();
  const called: FunctionName[] = [
    'sweep-jobs',
    ...(deployed.has('pull-responses') ? ['pull-responses' as const] : []),
  ];
  const each = called.map((name) => looked('schedules', () => schedule(context, name)));
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [
    inOrder(
      'schedules',
      `the scheduler calls ${called.join(' and ')}, and its last calls were answered well`,
    ),
  ];
};

async function schedule({ google, deployment }: CloudContext, of: FunctionName): Promise<FindingView[]> {
  const job = nameOf(deployment, of);
  const { project } = deployment;
  const read = await readSchedulerJob(google, { ...deployment, job });
  if (read.state !== 'ENABLED')
    return [
      deviation({
        check: 'schedules',
        state: 'wrong',
        seen: `the scheduler's job ${job} stands still`,
        expected: 'ENABLED',
        actual: read.state,
        fix: read.state === 'PAUSED' ? resumeCommand(deployment, of) : APPLY,
      }),
    ];
  if (read.outcome === 0) return [];
  return [
    deviation({
      check: 'schedules',
      state: 'wrong',
      seen: `the last call of the scheduler's job ${job} failed`,
      expected: 'answered well',
      actual: outcomeInWords(read),
      fix:
        `docs/operate.md, failed-schedule; to see where: npm run gateway -- smoke --project ${project} ` +
        `--prefix ${deployment.prefix} --region ${deployment.region} --only sweep`,
    }),
  ];
}
