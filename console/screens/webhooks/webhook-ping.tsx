import { Act } from '../../parts/act.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Mark } from '../../parts/status.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import { pingInWords } from './webhook-answers.ts';

/** Has a ping posted to a webhook, and shows what its receiver answered. */
export function WebhookPing({ name }: { name: string }) {
  const { gateway } = useGateway();
  const ping = async () => {
    const test = await gateway.call('POST /v1/webhooks/{id}:test', { id: name });
    const { isTaken, says } = pingInWords(test);
    return (
      <>
        <p>
          <Mark tone={isTaken ? 'good' : 'bad'}>{says}</Mark>
        </p>
        <Facts of={{ Took: `${test.ms} ms`, ...test.headers }} />
      </>
    );
  };
  return (
    <Act
      verb="Send a test"
      label="Send a test …"
      consequence={
        <p>
          A signed ping is posted to <bdi>{name}</bdi> now. It is of no result.
        </p>
      }
      act={ping}
      takesReason={false}
    />
  );
}
