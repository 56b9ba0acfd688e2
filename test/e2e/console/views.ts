/** All views of the page by their addresses, with something on each that one of them is about. */
import type { ConsoleUnderTest } from './console-under-test.ts';

export interface View {
  readonly name: string;
  readonly hash: string;
}

/** An ID that nothing has: a view of it says so. */
const NOTHING = 'contact-0_enrichMobile_1';

/** @returns every screen, and what each looks like with conditions or with one thing on it */
export async function viewsOf({ operator, stack }: ConsoleUnderTest): Promise<readonly View[]> {
  const { jobs } = stack.stores;
  const newest = async (status: 'failed' | 'completed') => {
    const { listed } = await jobs.list({ filter: { status: [status] }, limit: 100, order: 'newest' });
    const isRetried = listed.find(({ record }) => record.lineage.attempt > 1) ?? listed[0];
    return isRetried?.record.lineage.rootId ?? NOTHING;
  };
  const { value: operation } = await operator.operations.list().next();
  const { value: letter } = await operator.deadLetters.list().next();
  return [
    { name: 'overview', hash: '#/overview' },
    { name: 'jobs', hash: '#/jobs' },
    { name: 'jobs-filtered', hash: '#/jobs?status=failed&tag=team%3Demea&since=30d' },
    { name: 'lead', hash: `#/lead/${await newest('completed')}` },
    { name: 'lead-failed', hash: `#/lead/${await newest('failed')}` },
    { name: 'failures', hash: '#/failures' },
    { name: 'dead-letters', hash: '#/dead-letters' },
    { name: 'dead-letter', hash: `#/dead-letters/${letter?.id ?? NOTHING}` },
    { name: 'cost', hash: '#/cost' },
    { name: 'operations', hash: '#/operations' },
    { name: 'operation', hash: `#/operations/${operation?.id ?? NOTHING}` },
    { name: 'audit', hash: '#/audit' },
    { name: 'webhooks', hash: '#/webhooks' },
    { name: 'list', hash: '#/list' },
  ];
}
