import { describe, expect, it } from 'vitest';
import { type ReplayContext, replayWebhook } from '../../../../cli/webhooks/replay-webhook.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import { type GoogleStandIn, refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';
import { addWebhook, WEBHOOK_SUBSCRIPTION } from '../../../google/webhooks.ts';

const HOUR = 3_600_000;
const AGE = `oldest_unacked_message_age ${WEBHOOK_SUBSCRIPTION}`;
const COUNT = `num_undelivered_messages ${WEBHOOK_SUBSCRIPTION}`;

interface Asked {
  readonly name?: string;
  readonly ago?: number;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly ask?: ReplayContext['ask'];
}

/** Replays the webhook of a deployment to which something has happened. */
async function replayed(asked: Asked, change: (google: GoogleStandIn) => unknown = () => undefined) {
  const { google, context, told } = standInContext();
  addWebhook(google);
  change(google);
  const { name = 'crm', ago = 48 * HOUR, ask, ...options } = asked;
  const since = instant(context.clock.now() - ago);
  const code = await replayWebhook({ ...context, ask }, name, { since, ...options });
  return { code, told, seeks: google.seeks };
}

describe('webhooks replay', () => {
  it('takes the subscription back to the time, and says what that does', async () => {
    const { code, told, seeks } = await replayed({ yes: true });
    expect(code).toBe(0);
    expect(seeks).toEqual([[WEBHOOK_SUBSCRIPTION, '2026-11-26T12:00:00.250Z']]);
    expect(told).toEqual([
      'All results since 2026-11-26T12:00:00.250Z that match (attributes.status = "completed") are posted to crm again: ' +
        'those that it took as well, each with the webhook-id that it had.',
      `${WEBHOOK_SUBSCRIPTION} goes on from 2026-11-26T12:00:00.250Z, within a minute or so. ` +
        'webhooks list --project acme-crm-prod shows what waits.',
    ]);
  });

  it('asks before, and does nothing without a yes', async () => {
    const questions: string[] = [];
    const ask = (isWanted: boolean) => async (question: string) => {
      questions.push(question);
      return isWanted;
    };
    expect((await replayed({ ask: ask(true) })).seeks).toHaveLength(1);
    expect(await replayed({ ask: ask(false) })).toMatchObject({ code: 1, seeks: [] });
    expect(questions).toEqual(['Post them again to crm? [y/N] ', 'Post them again to crm? [y/N] ']);
    await expect(replayed({})).rejects.toThrow('there is no terminal to ask at');
  });

  it('only tells with --dry-run', async () => {
    expect(await replayed({ dryRun: true })).toMatchObject({
      code: 0,
      told: [expect.any(String)],
      seeks: [],
    });
  });

  it('goes back as far as the topic keeps results, and no further', async () => {
    expect((await replayed({ yes: true, ago: 7 * 24 * HOUR })).seeks).toHaveLength(1);
    expect((await replayed({ yes: true, ago: 7 * 24 * HOUR + HOUR / 10 })).seeks).toHaveLength(1);
    await expect(replayed({ yes: true, ago: 7 * 24 * HOUR + HOUR })).rejects.toThrow(
      'Results are kept for 7 days, and --since is before that: give 2026-11-21T12:00:00.250Z or later.',
    );
    const keptNot = replayed({ yes: true }, (google) => {
      delete google.subscriptions.get(WEBHOOK_SUBSCRIPTION)?.settings['topicMessageRetentionDuration'];
    });
    await expect(keptNot).rejects.toThrow('keeps none of them once it was taken');
  });

  it('never drops a result that still waits: what is older than the time would be acknowledged', async () => {
    const waiting = (google: GoogleStandIn) => {
      google.gauges.set(COUNT, 3);
      google.gauges.set(AGE, 72 * 3_600);
    };
    await expect(replayed({ yes: true }, waiting)).rejects.toThrow(
      'A result has waited for crm since about 2026-11-25T12:00:00.250Z: going back to a later time would drop it. ' +
        'Give --since 2026-11-25T11:50:00.250Z or earlier.',
    );
    expect((await replayed({ yes: true, ago: 73 * HOUR }, waiting)).seeks).toHaveLength(1);
    await expect(replayed({ yes: true, ago: HOUR / 60 })).rejects.toThrow('give --since 10m or earlier');
  });

  it('goes back to the beginning of what is kept where a result has waited for nearly as long', async () => {
    const waiting = (google: GoogleStandIn) => {
      google.gauges.set(COUNT, 3);
      google.gauges.set(AGE, 7 * 24 * 3_600 - 60);
    };
    expect((await replayed({ yes: true, ago: 7 * 24 * HOUR }, waiting)).seeks).toHaveLength(1);
    await expect(replayed({ yes: true, ago: 6 * 24 * HOUR }, waiting)).rejects.toThrow(
      'Give --since 2026-11-21T12:00:00.250Z or earlier.',
    );
  });

  it('names the webhooks that there are', async () => {
    await expect(replayed({ name: 'erp', yes: true })).rejects.toThrow(
      'modigie-gateway has no webhook erp in acme-crm-prod; it has crm.',
    );
    const none = replayed({ yes: true }, (google) => google.subscriptions.delete(WEBHOOK_SUBSCRIPTION));
    await expect(none).rejects.toThrow('it has none at all');
  });

  it('waits for Terraform where a webhook has two subscriptions', async () => {
    const two = replayed({ yes: true }, (google) => {
      const one = google.subscriptions.get(WEBHOOK_SUBSCRIPTION);
      if (one) google.subscriptions.set('modigie-gateway-webhook.crm.00000000', one);
    });
    await expect(two).rejects.toThrow(/has 2 subscriptions .* Run terraform apply/);
  });

  it('says which role is missing', async () => {
    const refused = replayed({ yes: true }, (google) => {
      google.refuse = (_method, path) =>
        path.endsWith(':seek') ? refusal(403, 'PERMISSION_DENIED') : undefined;
    });
    await expect(refused).rejects.toThrow(/It needs the role roles\/pubsub\.subscriber/);
  });
});
