/** Keeps what failed in a run of the tests, for the last lines of a CI run: reports/failures.json. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { ROOT } from './bundle.ts';

type Errors = readonly { readonly message: string }[];

export function failuresReporter(): Reporter {
  return {
    onTestRunEnd: async (modules, unhandled) => {
      const failures = [...modules.flatMap(failuresOf), ...inLines('outside of any test', unhandled)];
      await mkdir(join(ROOT, 'reports'), { recursive: true });
      await writeFile(join(ROOT, 'reports', 'failures.json'), JSON.stringify(failures));
    },
  };
}

/** Failed tests, and what failed before or after some: a suite's hooks, or the loading of the file. */
function failuresOf(file: TestModule): string[] {
  const { relativeModuleId: name, children } = file;
  return [
    ...inLines(name, file.errors()),
    ...[...children.allSuites()].flatMap((suite) => inLines(`${name} > ${suite.fullName}`, suite.errors())),
    ...[...children.allTests('failed')].flatMap((test) =>
      inLines(`${name} > ${test.fullName}`, test.result().errors ?? []),
    ),
  ];
}

/** The first line of an error says what it is; the report before has the rest. */
function inLines(where: string, errors: Errors): string[] {
  return errors.map(({ message }) => `${where}: ${message.split('\n', 1)[0]}`);
}
