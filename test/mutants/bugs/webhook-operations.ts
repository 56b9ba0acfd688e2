/** Bugs of webhooks as operators see to them: results that are dropped, or told as another's. */
import { bugsIn } from '../planted-bug.ts';

const REPLAY = './cli/webhooks/replay-webhook.ts';

export const WEBHOOK_OPERATION_BUGS = [
  ...bugsIn('jobs/dead-letters/undelivered-by.ts', {
    'a result that a webhook did not take is told as of your consumer': [
      'if (webhook !== undefined) return',
      'if (webhook === null) return',
    ],
  }),
  ...bugsIn('jobs/dead-letters/redrive.ts', {
    'a result that a webhook did not take has no way back': [
      "  if (isOfResult(source)) return 'results';\n",
      '  if (isOfResult(source)) return undefined;\n',
    ],
  }),
  ...bugsIn(REPLAY, {
    'a replay drops results that still wait': [
      'await askingGoogle(() => requireNothingSkipped(context, name, { since, kept }));',
      'if (since < 0) await requireNothingSkipped(context, name, { since, kept });',
    ],
    'a replay goes back further than results are kept': [
      'if (since >= first - MARGIN_MS) return first;',
      'if (since > 0) return first;',
    ],
    'a replay of what has waited for a week takes no time at all': [
      'margin < kept ? kept : margin',
      'margin',
    ],
    'a replay asks nobody': ['if (!yes && !(await ask', 'if (yes && !(await ask'],
  }),
  ...bugsIn('./cli/deployment/webhook-subscription.ts', {
    'the doctor expects a filter that Pub/Sub does not take': ['MOST_BYTES = 255', 'MOST_BYTES = 9_999'],
  }),
  ...bugsIn('./cli/doctor/cloud/check-functions.ts', {
    'a deployment without webhooks is not whole': [
      '[...TAKING_ANSWERS, WHERE_WEBHOOKS]',
      '[...TAKING_ANSWERS]',
    ],
  }),
  ...bugsIn('./cli/doctor/cloud/subscription-settings.ts', {
    'a webhook with another filter is in order': ['    filterSetting(expected, found),\n', ''],
  }),
];
