/** Lets IAM in those alone whom each function was told? By that it believes the names of its callers. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { nameOf } from '../../deployment/deployment.ts';
import { openingsOf } from '../../deployment/openings.ts';
import type { Service } from '../../google/cloud-run.ts';
import { APPLY, type CloudCheck, type CloudContext, looked } from './cloud-check.ts';

export const checkCallers: CloudCheck = async (context) => {
  const services = [...(await context.services())];
  const each = services.map(([name, service]) =>
    looked('callers', () => callersOf(context, nameOf(context.deployment, name), service)),
  );
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [inOrder('callers', `IAM lets in whom each of ${services.length} functions takes for let in`)];
};

async function callersOf(context: CloudContext, name: string, service: Service): Promise<FindingView[]> {
  const told = service.environment.get('INVOKERS');
  const openings = await openingsOf(context, { name, asksIam: service.asksIam });
  if (told === 'named')
    return openings.map(({ seen, command }) =>
      deviation({
        check: 'callers',
        state: 'wrong',
        seen,
        expected: 'named callers alone, whose names it believes (INVOKERS=named)',
        actual: 'everybody',
        fix: command,
      }),
    );
  if (told === 'everybody' && openings.length > 0) return [];
  return [
    deviation({
      check: 'callers',
      state: told === 'everybody' ? 'warning' : 'wrong',
      seen: `${name} is told otherwise than IAM lets in`,
      expected: openings.length > 0 ? 'INVOKERS=everybody' : 'INVOKERS=named',
      actual: told === undefined ? 'no INVOKERS' : `INVOKERS=${told}`,
      fix: APPLY,
    }),
  ];
}
