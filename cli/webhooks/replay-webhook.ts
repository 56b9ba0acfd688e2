/** `webhooks replay`: results of the last days are posted again, by taking a subscription back in time. */
import type { Command } from 'commander';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { webhookOf } from '../../shared/jobs/dead-letters/undelivered-by.ts';
import { type Instant, instant, rfc3339 } from '../../shared/jobs/instant.ts';
import { nameOf } from '../deployment/deployment.ts';
import { prefixOption, projectOption } from '../deployment/deployment-options.ts';
import { DONE, exitCodesHelp, FAULT, INTERRUPTED, WEBHOOK_REPLAY_CODES } from '../exit-codes.ts';
import { askingGoogle, operatorsGoogle } from '../google/asking-google.ts';
import { seekSubscription, subscriptionSettings, subscriptionsOf } from '../google/subscriptions.ts';
import { abortOnInterrupt } from '../interruption.ts';
import { pastTime } from '../options/past-time.ts';
import { type Ask, personAtTerminal } from '../output/ask.ts';
import { UserError } from '../output/user-error.ts';
import {
  beginOfSubscriptions,
  type Cloud,
  type NamedDeployment,
  webhookBacklogs,
} from './webhook-backlog.ts';

export interface ReplayOptions {
  /** Results that were published at this instant or later. */
  readonly since: Instant;
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface ReplayContext extends Cloud {
  /** Writes a line for the person. */
  readonly tell: (line: string) => void;
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
  readonly signal: AbortSignal;
}

const HELP = `
It is done with your own Google credentials, by Pub/Sub: the audit of the gateway does not tell of it. Google's
audit logs do, where data access of Pub/Sub is logged.
${exitCodesHelp(WEBHOOK_REPLAY_CODES)}`;

export function addReplayWebhook(webhooks: Command): void {
  webhooks
    .command('replay')
    .description(
      'have all results since a time posted to a webhook once more, with the webhook-id that each had',
    )
    .argument('<name>', 'the webhook')
    .requiredOption('--since <time>', 'from this time on: 90m, 2h, 3d or 2026-03-01T09:00:00Z', (text) =>
      pastTime(text),
    )
    .addOption(projectOption().makeOptionMandatory())
    .addOption(prefixOption())
    .option('--yes', 'yes, post them again: nothing is asked')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText('after', HELP)
    .action(async (name: string, { project, prefix, ...options }: ReplayOptions & NamedDeployment) => {
      const signal = abortOnInterrupt();
      const context: ReplayContext = {
        google: await operatorsGoogle(),
        deployment: { project, prefix },
        clock: systemClock,
        tell: (line) => void process.stderr.write(`${line}\n`),
        ask: personAtTerminal(signal),
        signal,
      };
      process.exitCode = await replayWebhook(context, name, options);
    });
}

/**
 * @returns the exit code
 * @throws UserError for a webhook or a time that cannot be gone back to, and where Google refuses
 */
export async function replayWebhook(
  context: ReplayContext,
  name: string,
  { since, yes = false, dryRun = false }: ReplayOptions,
): Promise<number> {
  const { google, deployment, tell, ask, signal } = context;
  const { project } = deployment;
  const subscription = await askingGoogle(() => subscriptionOfWebhook(context, name));
  const settings = await askingGoogle(() => subscriptionSettings(google, { project, name: subscription }));
  const kept = requireKept(context, since, settings.topicMessageRetentionDuration);
  await askingGoogle(() => requireNothingSkipped(context, name, { since, kept }));
  tell(
    `All results since ${rfc3339(since)} that ${settings.filter === '' ? 'there were' : `match ${settings.filter}`} ` +
      `are posted to ${name} again: those that it took as well, each with the webhook-id that it had.`,
  );
  if (dryRun) return DONE;
  if (!yes && !ask)
    throw new UserError(
      'Nothing was done: there is no terminal to ask at. --yes posts them again without asking, --dry-run only tells.',
    );
  if (!yes && !(await ask?.(`Post them again to ${name}? [y/N] `))) {
    tell('Nothing was done.');
    return signal.aborted ? INTERRUPTED : FAULT;
  }
  const at = new Date(since);
  await askingGoogle(() => seekSubscription(google, { project, name: subscription, since: at }));
  tell(
    `${subscription} goes on from ${rfc3339(since)}, within a minute or so. webhooks list --project ${project} shows what waits.`,
  );
  return DONE;
}

/** @throws GoogleRefusal, and UserError where there is none, or more than one */
async function subscriptionOfWebhook({ google, deployment }: ReplayContext, name: string): Promise<string> {
  const begin = beginOfSubscriptions(deployment);
  const topic = { project: deployment.project, name: nameOf(deployment, 'results') };
  const all = (await subscriptionsOf(google, topic)).filter((one) => one.startsWith(begin));
  const [found, ...more] = all.filter((one) => webhookOf(one) === name);
  const known = [...new Set(all.map((one) => webhookOf(one)))].join(', ');
  if (found === undefined)
    throw new UserError(
      `${deployment.prefix} has no webhook ${name} in ${deployment.project}; ` +
        (known === '' ? 'it has none at all.' : `it has ${known}.`),
    );
  if (more.length > 0)
    throw new UserError(
      `${name} has ${1 + more.length} subscriptions (${[found, ...more].join(', ')}): a change of its filter broke off. ` +
        'Run terraform apply, and replay then.',
      FAULT,
    );
  return found;
}

const DAY_S = 86_400;
/** Metrics are a few minutes late, and so is what the oldest message is known by. */
const MARGIN_MS = 10 * 60_000;

/**
 * Pub/Sub takes a time before that, and delivers what is left: the rest would be missed without a word.
 * @returns the time before which nothing is kept any more
 */
function requireKept({ clock }: ReplayContext, since: Instant, kept: string): Instant {
  const seconds = Number(/^(\d+)(?:\.\d+)?s$/.exec(kept)?.[1] ?? 0);
  if (seconds === 0)
    throw new UserError(
      'The topic of results keeps none of them once it was taken, so that there is nothing to post again: run terraform apply.',
      FAULT,
    );
  const first = instant(clock.now() - seconds * 1_000);
  // So that 7d of 7 days, or a time that a refusal named, is not refused for the minutes that it took to ask.
  if (since >= first - MARGIN_MS) return first;
  throw new UserError(
    `Results are kept for ${Math.round((seconds / DAY_S) * 10) / 10} days, and --since is before that: give ` +
      `${rfc3339(first)} or later. Of single jobs, jobs redeliver posts the result again, however old.`,
  );
}

/**
 * A seek acknowledges whatever is older: results that still wait would be given up for good.
 * @throws UserError, GoogleRefusal
 */
async function requireNothingSkipped(
  context: ReplayContext,
  name: string,
  { since, kept }: { readonly since: Instant; readonly kept: Instant },
): Promise<void> {
  const { oldest } = (await webhookBacklogs(context)).get(name) ?? {};
  const margin = instant((oldest ?? context.clock.now()) - MARGIN_MS);
  // A result that is older than all that is kept is about to expire, and no earlier time is taken.
  const first = margin < kept ? kept : margin;
  if (since <= first) return;
  if (oldest === undefined)
    throw new UserError(
      'What has come in the last ten minutes may still be on its way, and would be dropped: give --since 10m or earlier.',
    );
  throw new UserError(
    `A result has waited for ${name} since about ${rfc3339(oldest)}: going back to a later time would drop it. Give ` +
      `--since ${rfc3339(first)} or earlier.`,
  );
}
