/** Webhooks, to which results are posted: which results, and whether their receivers take them. */
import type { Webhook } from '../../../client/operator.ts';
import { type Columns, text, word } from '../../parts/columns.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { webhooksOf } from './webhook-answers.ts';
import { WebhookPing } from './webhook-ping.tsx';

const COLUMNS: Columns<Webhook> = {
  Webhook: word('name'),
  Host: text('host'),
  Posts: ({ statuses, jobTypes, tags }) => [...statuses, ...jobTypes, ...tags].join(', ') || 'all results',
  Payload: word('payload'),
  Secrets: ({ secrets }) => secrets || <span class="wrong">0: posts nothing, its secret cannot be read</span>,
  'Try it': ({ name }) => <WebhookPing name={name} />,
};

export function Webhooks() {
  const { gateway } = useGateway();
  const reading = useRead('webhooks', (signal) => webhooksOf(gateway.call('GET /v1/webhooks', { signal })));
  return (
    <>
      <Read of={reading}>
        {(webhooks) => (
          <Table
            columns={COLUMNS}
            rows={webhooks}
            by="name"
            isTrouble={({ secrets }) => secrets === 0}
            empty="None is configured, or the console has not the address of their function (--webhooks)."
          />
        )}
      </Read>
      <Section title="When results were missed">
        <p>
          Those that wait are posted once the receiver is back. Lost ones are posted again by <b>Redeliver</b>{' '}
          in the list of <a href="#/jobs">jobs</a> (docs/webhooks.md).
        </p>
      </Section>
    </>
  );
}
