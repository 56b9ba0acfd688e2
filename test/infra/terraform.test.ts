/** Terraform provisions exactly the resources that the code uses. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEAP_OF_INSTANCE } from '../../local/stacks/function-processes.ts';
import { CONFIG_SCHEMAS, type FunctionName } from '../../shared/config/function-config.ts';
import { LOG_EVENTS } from '../../shared/telemetry/log-events.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const terraform = readdirSync(join(ROOT, 'infra'))
  .filter((name) => name.endsWith('.tf'))
  .map((name) => read('infra', name))
  .join('\n');
const functionModule = read('infra', 'modules', 'function', 'function.tf');
const settings = read('infra', 'modules', 'settings', 'outputs.tf');
const names = Object.keys(CONFIG_SCHEMAS) as FunctionName[];

/** The body of `name = {…}` or `name = merge(…)`, by its indentation. */
const local = (name: string, text = terraform) => {
  const body = new RegExp(`^ {2}${name} += [^\\n]*[({][^\\n]*\\n(.*?)^ {2}[)}]`, 'ms').exec(text);
  return body?.[1] ?? '';
};
/** The body of an output of modules/settings. */
function output(name: string): string {
  return new RegExp(`^output "${name}" \\{\n(.*?)^\\}`, 'ms').exec(settings)?.[1] ?? '';
}
const variablesIn = (text: string) => {
  const assigned = text.matchAll(/\b([A-Z][A-Z_]{3,})\b(?= +=)/g);
  return new Set([...assigned].map((match) => match[1] ?? ''));
};

/** The blocks of infra/functions.tf, by the function that each is. */
const blocks = new Map(
  [
    ...terraform.matchAll(
      /^module "\w+" \{\n((?:^ {2}count[^\n]*\n)?^ {2}source +=\s+"\.\/modules\/function"\n.*?)^\}/gms,
    ),
  ].map(([, block = '']) => {
    const name = /^ {2}name += "([a-z-]+)"/m.exec(block)?.[1] ?? '';
    return [name, block];
  }),
);

const LEDGER = local('ledger', settings);
const KNOWN = `${LEDGER}${local('teams', settings)}${local('digest', settings)}${local('known', settings)}`;
const FORECASTING = local('forecasting', settings);

/** Variables that a block takes from elsewhere, by the text that it names them by. */
const TOLD: Readonly<Record<string, string>> = {
  'module.settings.ledger': LEDGER,
  'module.settings.reading': `${KNOWN}${FORECASTING}${local('reading', settings)}`,
  'module.settings.forecasting': FORECASTING,
  'local.erasing': local('erasing'),
  'local.environment': `${KNOWN}${output('environment')}${local('environment')}`,
  'module.settings.webhooks': `${local('teams', settings)}${output('webhooks')}`,
  'module.settings.response_subscriptions': output('response_subscriptions'),
};

/**
 * Variables of a block itself, those that it shares with others, and those that the module adds for the
 * block's inputs.
 */
const environmentOf = (name: FunctionName) => {
  const block = blocks.get(name) ?? '';
  const added = local('own_environment', functionModule)
    .split(/^ {4}(?=[\w{])/m)
    .filter((entry) => {
      if (/^local\.(?:impersonates|key_secret)\b/.test(entry)) return block.includes('local.environment');
      const input = /^var\.(\w+) == null/.exec(entry)?.[1];
      return input === undefined || new RegExp(`^ {2}${input} += `, 'm').test(block);
    });
  const told = Object.entries(TOLD).filter(([named]) => block.includes(named));
  expect(told.length).toBeGreaterThan(0);
  // From a secret: its content is in no variable of Terraform's.
  const secret = block.includes('= local.peppers') ? /key +(= "PERSON_PEPPERS")/.exec(functionModule) : null;
  return variablesIn(
    [block, ...told.map(([, text]) => text), ...added, ...(secret ? ['PERSON_PEPPERS = x'] : [])].join('\n'),
  );
};

describe('functions', () => {
  it('are provisioned one by one, by their names', () => {
    const folders = readdirSync(join(ROOT, 'functions'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'cloud')
      .map(({ name }) => name);
    expect([...blocks.keys()].toSorted()).toEqual(names.toSorted());
    expect(folders.toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('give %s every variable that it reads, and none that it does not', (name) => {
    // Cloud Run itself says how it calls the service.
    const readBy = Object.keys(CONFIG_SCHEMAS[name].shape).filter((variable) => variable !== 'K_SERVICE');
    // Node.js itself reads where its compile cache is, how large its heap is, and how many threads it has.
    const looksUp = name === 'deliver-webhooks' ? ['UV_THREADPOOL_SIZE'] : [];
    const readByNode = ['NODE_COMPILE_CACHE', 'NODE_OPTIONS', ...looksUp];
    expect([...environmentOf(name)].toSorted()).toEqual([...readBy, ...readByNode].toSorted());
  });

  it('are each over before a claim of theirs lapses, which holds for two minutes', () => {
    const timeouts = [...terraform.matchAll(/^ {2}timeout_seconds += (\d+)/gm)].map(([, seconds]) =>
      Number(seconds),
    );
    expect(timeouts).toHaveLength(names.length);
    expect(Math.max(...timeouts)).toBeLessThanOrEqual(120);
  });

  it('have the heap with which they are tested and measured', () => {
    expect(read('infra', 'tests', 'environment.tftest.hcl')).toContain(`= "${HEAP_OF_INSTANCE}"`);
  });

  it('are registered under the entry point', () => {
    const target = /const TARGET = '(\w+)'/.exec(read('shared', 'http', 'serve-function.ts'))?.[1];
    expect(functionModule).toContain(`entry_point       = "${target}"`);
  });
});

describe('topics', () => {
  it('are each used: published by a function, or the end of a dead-letter policy', () => {
    const topics = [...local('topics').matchAll(/^ +([a-z-]+) += "/gm)].map((match) => match[1] ?? '');
    expect(topics.length).toBeGreaterThan(4);
    for (const topic of topics)
      expect(
        terraform.split(`topics["${topic}"]`).length + Number(local('last_resorts').includes(topic)),
        topic,
      ).toBeGreaterThan(1);
  });
});

describe('alerts', () => {
  /** Events by the lists of alerts on single entries, whatever stands there. */
  const listed = [...local('log_alerts').matchAll(/^ +events += \[(.*)\]$/gm)].flatMap(([, list = '']) =>
    [...list.matchAll(/"([^"]+)"/g)].map(([, event = '']) => event),
  );
  /** Those that queries count, of which one may be `job.(answered|ended)`. */
  const counted = (() => {
    const groups = [...new Set(Object.keys(LOG_EVENTS).map((event) => event.split('.')[0]))].join('|');
    const names = new RegExp(`"((?:${groups})\\.[a-z-]*)(?:\\(([a-z|-]+)\\))?([a-z-]*)\\\\"`, 'g');
    return [...terraform.matchAll(names)].flatMap(([, before = '', either = '', after = '']) =>
      either.split('|').map((one) => `${before}${one}${after}`),
    );
  })();

  it('watch events that are logged', () => {
    expect(listed).toHaveLength(28);
    expect(new Set(listed).size).toBe(listed.length);
    for (const event of ['job.untracked', 'job.delivery-failed', 'sweep.finished'])
      expect(counted).toContain(event);
    expect([...listed, ...counted].filter((event) => !(event in LOG_EVENTS))).toEqual([]);
  });

  it('on single entries are all filtered by such a list, and by nothing else', () => {
    const keyed = [...local('log_alerts').matchAll(/^ {4}[a-z-]+ = \{\n(.*?)^ {4}\}/gms)];
    const members = keyed.map(([, body = '']) => [...body.matchAll(/^ {6}(\w+)/gm)].map(([, name]) => name));
    const known = ['title', 'look', 'events', 'reasons'];
    expect(members.length).toBeGreaterThan(10);
    for (const names of members) {
      expect(names).toContain('events');
      expect(names.filter((name = '') => !known.includes(name))).toEqual([]);
    }
    expect(terraform).toContain('filter = local.event_log[each.key]');
  });

  it('each have their section in docs/operate.md', () => {
    const sections = [...read('docs', 'operate.md').matchAll(/^### `([\w-]+)`/gm)].map((match) => match[1]);
    const keyed = ['log_alerts', 'query_alerts'].flatMap((name) =>
      [...local(name).matchAll(/^ {4}([a-z-]+) = \{/gm)].map((match) => match[1]),
    );
    const absences = [...local('schedules').matchAll(/name +=\s+"(no-\w+)"/g)].map((match) => match[1]);
    const others = [...terraform.matchAll(/docs\/operate\.md, \\"([a-z-]+)\\"/g)].map((match) => match[1]);
    expect(sections.toSorted()).toEqual([...keyed, ...absences, ...others].toSorted());
  });
});

describe('a message that is not acknowledged', () => {
  /** Waits double from the least to the greatest; the last delivery is followed by none. */
  function hoursUntilGivenUp(deliveries: number): number {
    const policies = [
      ...`${terraform}${read('infra', 'modules', 'function', 'callers.tf')}`.matchAll(
        /minimum_backoff = "(\d+)s"\s+maximum_backoff = "(\d+)s"/g,
      ),
    ].map(([, least, greatest]) => [Number(least), Number(greatest)] as const);
    expect(new Set(policies.map(String)).size).toBe(1);
    const [least, greatest] = policies[0] ?? [0, 0];
    const waits = Array.from({ length: deliveries - 1 }, (_, i) => Math.min(greatest, least * 2 ** i));
    return waits.reduce((sum, wait) => sum + wait, 0) / 3600;
  }
  const attempts = Number(
    /variable "max_delivery_attempts" \{.*?default +=\s+(\d+)/s.exec(read('infra', 'variables.tf'))?.[1],
  );

  it('is given up after as many hours as the documents say', () => {
    const hours = `about ${Math.round(hoursUntilGivenUp(attempts))} hours`;
    const operate = read('docs', 'operate.md');
    expect(operate.match(/\d+ deliveries[^.]*?about \d+ hours/gs)).toHaveLength(2);
    for (const text of [operate, read('infra', 'variables.tf'), read('ARCHITECTURE.md')])
      expect(text.match(/about \d+ hours/g)).toEqual(text.match(new RegExp(hours, 'g')));
    expect(read('infra', 'variables.tf')).toContain('about\n    two hours');
    expect(Math.floor(hoursUntilGivenUp(20))).toBe(2);
  });
});

describe('what the documents call by its name', () => {
  const documents = ['operate.md', 'deploy.md'].map((name) => read('docs', name)).join('\n');

  it.each([
    ['an output', /(?:terraform -chdir=infra output (?:-raw )?|\boutput `)(\w+)/g, /^output "(\w+)"/gm],
    ['a variable that is set', /^([a-z]+_[a-z_]+) += /gm, /^variable "(\w+)"/gm],
    ['a function', /(?:PREFIX|\$PREFIX)-((?:\w+-)?(?:jobs|responses))\b/g, /^ {2}name += "([a-z-]+)"$/gm],
    [
      'a topic or subscription',
      /PREFIX-(intake|results|dead-letters|\w+-undelivered)\b/g,
      /^ {4}([a-z-]+) += "/gm,
    ],
  ])('%s exists', (_what, named, declared) => {
    const names = new Set([...documents.matchAll(named)].map(([, name]) => name));
    const known = [...terraform.matchAll(declared)].map(([, name]) => name);
    expect(names.size).toBeGreaterThan(0);
    expect([...names].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('an event and its fields are in the log', () => {
    const events = [...documents.matchAll(/jsonPayload\.event="([a-z.-]+)"/g)].map(([, event = '']) => event);
    expect(events.length).toBeGreaterThan(1);
    expect(events.filter((event) => !(event in LOG_EVENTS))).toEqual([]);
    const logger = read('shared', 'telemetry', 'logger.ts');
    for (const [, label] of documents.matchAll(/labels\.(rootId|requestId|\w+Id)\b/g))
      expect(logger).toMatch(new RegExp(`\\{ ${label} \\}`));
  });

  it('every subscription of last resort is told of', () => {
    for (const name of ['dead-letters', 'intake-undelivered', 'results-undelivered'])
      expect(documents).toContain(`\`PREFIX-${name}\``);
  });
});

describe('docs/webhooks.md', () => {
  it('has as its variables what is tested', () => {
    const examples = [...read('docs', 'webhooks.md').matchAll(/```hcl\n(.*?)```/gs)].map(([, text]) => text);
    const tested = /^run "documented" \{\n.*?^ {2}variables \{\n(.*?)^ {2}\}/ms.exec(
      read('infra', 'tests', 'webhooks.tftest.hcl'),
    )?.[1];
    expect(tested?.replace(/^ {4}/gm, '')).toBe(examples.join('\n'));
  });
});

describe('docs/deploy.md', () => {
  it('has as its variables what is tested', () => {
    const example = /^project_id .*?(?=```)/ms.exec(read('docs', 'deploy.md'))?.[0];
    const tested = /^variables \{\n(.*?)^\}/ms.exec(read('infra', 'tests', 'documented.tftest.hcl'))?.[1];
    expect(tested?.replace(/^ {2}/gm, '')).toBe(example);
  });

  const variables = read('docs', 'deploy.md').split('## Every variable')[1] ?? '';
  const documented = [...variables.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1]);
  const declaredIn = (text: string) => [...text.matchAll(/^variable "(\w+)"/gm)].map((match) => match[1]);

  it('documents every variable, and no other', () => {
    expect(documented.toSorted()).toEqual(declaredIn(terraform).toSorted());
  });

  const files = readdirSync(join(ROOT, 'infra')).filter((name) => name.startsWith('variables'));
  it.each(files)('keeps the order of %s', (file) => {
    const declared = declaredIn(read('infra', file));
    expect(declared.length).toBeGreaterThan(0);
    expect(documented.filter((name) => declared.includes(name))).toEqual(declared);
  });
});
