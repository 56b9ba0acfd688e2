import { Act } from '../../parts/act.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Mark } from '../../parts/status.tsx';
import { pingInWords } from './webhook-answers.ts';

/** Has a ping posted to a webhook, and shows what its receiver answered. */
export function WebhookPing({ name }: { name: string }) {
  return (
    <Act
      verb="Send a test"
      consequence={
        <>
          A signed ping is posted to <bdi>{name}</bdi> now. It is of no result.
        </>
      }
      to="POST /v1/webhooks/{id}:test"
      id={name}
      takesReason={false}
      said={(test) => {
        const { isTaken, says } = pingInWords(test);
        return (
          <>
            <Mark tone={isTaken ? 'good' : 'bad'}>{says}</Mark>
            <Facts of={{ Took: `${test.ms} ms`, ...test.headers }} />
          </>
        );
      }}
    />
  );
}
