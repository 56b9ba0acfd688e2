/** Does an alert reach a person? All of the way is looked at but its end, which a person has to confirm. */
import { DEAD_LETTER_ALERT } from '../deployment/alert-titles.ts';
import { beginOfTitles, lookAtAlerts } from '../deployment/alerts.ts';
import { type Earlier, failed, type Outcome, passed, type SmokeContext, unconfirmed } from './check.ts';

export async function checkAlert(context: SmokeContext, earlier: Earlier): Promise<Outcome> {
  const { google, deployment } = context;
  const { policies, channels, faults } = await lookAtAlerts(google, deployment);
  if (faults.length > 0)
    return failed(faults.map(({ seen }) => seen).join('; '), faults.map(({ remedy }) => remedy).join(' '));
  const title = `${beginOfTitles(deployment)}${DEAD_LETTER_ALERT}`;
  const raised = policies.find(({ displayName }) => displayName === title);
  const reached = channels.flatMap((channel) =>
    raised?.channels.includes(channel.name) ? [channel.title] : [],
  );
  const ways = `${policies.length} alerts are on, and go to ${reached.join(', ')}`;
  if (earlier.get('intake')?.kind !== 'passed')
    return unconfirmed(
      `${ways}; this run raised none`,
      earlier.has('intake')
        ? 'The dead letter of the check intake raises one: mend what that check says, and run this again.'
        : 'The dead letter of the check intake raises one: make both checks, --only intake,alert.',
    );
  return confirm(context, ways, reached);
}

/** The dead letter of the check before has raised the alert; Cloud Monitoring tells of it within minutes. */
async function confirm({ ask }: SmokeContext, ways: string, reached: readonly string[]): Promise<Outcome> {
  const mail = `the alert "${DEAD_LETTER_ALERT}"`;
  const where = reached.join(', ');
  if (ask === undefined)
    return unconfirmed(
      `${ways}; whether it arrived, a person has to look`,
      `Look for ${mail} at ${where}. It takes some minutes, and comes once in 15 minutes at most.`,
    );
  return (await ask(`Did ${mail} arrive at ${where}? It takes some minutes. [y/N] `))
    ? passed(`${ways}; it arrived`)
    : failed(
        `${ways}; it did not arrive`,
        `Look for its incident in the console, Monitoring, Alerting. With an incident, the channel loses it: its ` +
          'address is wrong, or a filter for spam has it. Without one, wait some minutes: entries of a log raise an ' +
          'alert once in 15 minutes at most.',
      );
}
