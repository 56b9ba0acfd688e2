/** Do topics and subscriptions fit together, by their names alone (docs/protocol.md §1.2)? */
import { deviation, type FindingView } from '../../../shared/api/ledger-report.ts';
import type { StandaloneConfig } from '../../../shared/config/standalone-config.ts';

type Names = Pick<StandaloneConfig, 'jobTypes' | 'responseSubscriptions'>;

/** @returns what may be a slip: a person decides */
export function checkNames({ jobTypes, responseSubscriptions }: Names): FindingView[] {
  const topics = [...jobTypes.values()].map(({ topic }) => topic);
  const projects = new Set([...topics, ...responseSubscriptions].map((name) => name.split('/')[1] ?? ''));
  return [
    ...(projects.size > 1 ? [ofSeveralProjects([...projects])] : []),
    ...(new Set(topics).size < topics.length ? [oneForTwo()] : []),
    ...(responseSubscriptions.length < jobTypes.size
      ? [tooFew(jobTypes.size, responseSubscriptions.length)]
      : []),
  ];
}

function warning(finding: Omit<Parameters<typeof deviation>[0], 'check' | 'state'>): FindingView {
  return deviation({ check: 'names', state: 'warning', ...finding });
}

function ofSeveralProjects(projects: readonly string[]): FindingView {
  return warning({
    seen: 'topics and subscriptions are of several projects',
    expected: 'one project of Modigie’s, which has all of a repository',
    actual: projects.join(', '),
    fix: 'see that each name is as Modigie gave it to you: answers come by the subscriptions of one repository alone',
  });
}

function oneForTwo(): FindingView {
  return warning({
    seen: 'two job types have the same topic',
    expected: 'a topic of its own for each',
    actual: 'one for two',
    fix: 'name the topic of each job type in jobTypes: it is the topic that decides which job is done and charged',
  });
}

function tooFew(types: number, subscriptions: number): FindingView {
  return warning({
    seen: 'there are fewer response subscriptions than job types',
    expected: `one for each job type: ${types}`,
    actual: String(subscriptions),
    fix: 'name the pull subscription of each job type in responseSubscriptions: without it no answer comes',
  });
}
