/** The configuration file of a standalone gateway, `modigie.json` (docs/standalone.md). */
import * as z from 'zod';
import { BudgetLimitsSchema } from '../jobs/money/budget-limits.ts';
import { NO_REUSE } from '../jobs/money/reuse-rules.ts';
import { NO_SHOWBACK } from '../jobs/money/showback.ts';
import { DEFAULT_POLICY } from '../jobs/policy.ts';
import { intWithin } from '../protocol/int-within.ts';
import { faultOfUrl } from '../webhooks/endpoint-url.ts';
import { BreakerSchema } from './breaker-variable.ts';
import { DigestSchema } from './digest-variable.ts';
import { DispatchRateSchema } from './dispatch-rate-variable.ts';
import { describePath, inWords } from './issue-words.ts';
import { JobTypesSchema } from './job-types-variable.ts';
import { answersNotFound, uncountedBudgets } from './money-rules.ts';
import { PolicySchema } from './policy-variable.ts';
import { PricesSchema } from './prices-variable.ts';
import { PriorityCarrierSchema } from './priority-carrier-variable.ts';
import { ReuseSchema } from './reuse-variable.ts';
import { ShowbackSchema } from './showback-variable.ts';
import { email, logLevel, repositoryId, subscription, topic } from './variable.ts';
import { AllowPrivateSchema, webhooksSchema } from './webhooks-variable.ts';

const PATH_RULE =
  'must be the path of a file, absolute or from the folder of the configuration file; no control characters';
/** No file has a name with NUL in it, and a terminal would obey others where the path is told. */
const path = z.string({ error: PATH_RULE }).regex(/^[^\p{Cc}]+$/u, PATH_RULE);

/** This machine, by name and address: a result that is posted there never leaves it. */
const OWN_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The names of members that rules mention. */
const MEMBERS = {
  showbackTags: 'showbackTags',
  reuse: 'reuse',
  peppers: 'personPeppersFile',
  policy: 'policy',
};

const MembersSchema = z.strictObject({
  repositoryId,
  jobTypes: JobTypesSchema,
  responseSubscriptions: z.array(subscription).min(1, 'must name at least one subscription'),
  applicationKeyFile: path.optional(),
  applicationAccount: email.optional(),
  ledger: path.default('ledger.sqlite'),
  personPeppersFile: path.optional(),
  priorityCarrier: PriorityCarrierSchema.default({ in: 'nowhere' }),
  policy: PolicySchema.default(DEFAULT_POLICY),
  budgets: BudgetLimitsSchema.default([]),
  showbackTags: ShowbackSchema.default(NO_SHOWBACK),
  prices: PricesSchema.default(new Map()),
  dispatchRate: DispatchRateSchema.default(new Map()),
  reuse: ReuseSchema.default(NO_REUSE),
  /** Absent: results carry no digest. */
  digest: DigestSchema.optional(),
  breaker: BreakerSchema.default(new Map()),
  results: z.strictObject({ file: path.optional(), topic: topic.optional() }).default({}),
  webhooks: webhooksSchema(path).default([]),
  webhookAllowPrivate: AllowPrivateSchema.default([]),
  port: intWithin(0, 65_535).default(8080),
  tokenFile: path.optional(),
  logLevel,
});

export const STANDALONE_MEMBERS = Object.keys(MembersSchema.shape);

/** Paths are as they were written. */
export type StandaloneConfig = z.infer<typeof MembersSchema>;

const StandaloneSchema = MembersSchema.superRefine(requireOneAccount)
  .superRefine(requireMoneyRules)
  .superRefine(requireUrlsOfWebhooks);

/** The text of a configuration file is not valid. `problems` has each with its remedy, and no value. */
export class ConfigFileError extends Error {
  readonly code = 'config-file-invalid';
  readonly problems: readonly string[];

  /** @param problems each begins with the member that it is about */
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigFileError';
    this.problems = problems;
  }
}

/**
 * Reads the text of a configuration file; a byte order mark is ignored.
 * @returns every member, with defaults for those that are left out
 * @throws ConfigFileError with all that is wrong, one line for each problem
 */
export function parseStandaloneConfig(text: string): StandaloneConfig {
  const parsed = StandaloneSchema.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  throw new ConfigFileError(
    parsed.error.issues.map((issue) =>
      issue.path.length === 0
        ? `The file ${inWords(issue)}`
        : `${describePath(issue.path)} ${inWords(issue)}`,
    ),
  );
}

/** The message of a syntax error has a piece of the text, so that only its place is told. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const { message } = error as Error;
    const place = message.slice(message.lastIndexOf('(line '));
    const [, line, column] = /^\(line (\d+) column (\d+)\)$/.exec(place) ?? [];
    const where = line === undefined ? '' : `; look at line ${line}, column ${column}`;
    throw new ConfigFileError([`The file must be JSON${where}`]);
  }
}

type Issues = z.core.$RefinementCtx;

function requireOneAccount(
  { applicationKeyFile, applicationAccount }: StandaloneConfig,
  issues: Issues,
): void {
  if (applicationKeyFile === undefined || applicationAccount === undefined) return;
  const message = 'must not stand beside applicationKeyFile, which names the account as well: leave one out';
  issues.addIssue({ code: 'custom', path: ['applicationAccount'], message });
}

function requireMoneyRules(given: StandaloneConfig, issues: Issues): void {
  for (const { path, message } of uncountedBudgets(given, MEMBERS))
    issues.addIssue({ code: 'custom', path: ['budgets', ...path], message });
  const reusing = { ...given, isKeyed: given.personPeppersFile !== undefined };
  for (const { path, message } of answersNotFound(reusing, MEMBERS))
    issues.addIssue({ code: 'custom', path: ['reuse', ...path], message });
}

/** Plain HTTP is for receivers on this machine. */
function requireUrlsOfWebhooks({ webhooks }: StandaloneConfig, issues: Issues): void {
  for (const [i, { url }] of webhooks.entries()) {
    const fault = faultOfUrl(url, { local: isOnThisMachine(url) });
    if (fault !== undefined)
      issues.addIssue({ code: 'custom', path: ['webhooks', i, 'url'], message: fault });
  }
}

function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && OWN_HOST.test(new URL(url).hostname);
}
