/** Webhooks, to which results are posted: which results, and whether their receivers take them. */
import type { Webhook } from '../../../client/operator.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { listOrNone } from './webhook-answers.ts';
import { WebhookPing } from './webhook-ping.tsx';

const COLUMNS: readonly Column<Webhook>[] = [
  { name: 'Webhook', as: 'word', of: ({ name }) => name },
  { name: 'Host', of: ({ host }) => host },
  {
    name: 'Posts',
    of: ({ statuses, jobTypes, tags }) => {
      const conditions = [...statuses, ...jobTypes, ...tags];
      return conditions.length === 0 ? 'all results' : conditions.join(', ');
    },
  },
  { name: 'Payload', as: 'word', of: ({ payload }) => payload },
  {
    name: 'Secrets',
    of: ({ secrets }) =>
      secrets > 0 ? secrets : <span class="wrong">0: posts nothing, its secret cannot be read</span>,
  },
  { name: 'Try it', of: ({ name }) => <WebhookPing name={name} /> },
];

export function Webhooks() {
  const { gateway } = useGateway();
  const reading = useRead('webhooks', (signal) => listOrNone(gateway.call('GET /v1/webhooks', { signal })));
  return (
    <>
      <h1>Webhooks</h1>
      <Read of={reading}>
        {(list) =>
          list === undefined ? (
            <p>This gateway has no function that posts results: none is configured where it is deployed.</p>
          ) : (
            <Table
              columns={COLUMNS}
              rows={list.webhooks}
              keyOf={({ name }) => name}
              classOf={({ secrets }) => (secrets === 0 ? 'trouble' : '')}
              empty="None is configured: results are published on their topic alone."
            />
          )
        }
      </Read>
      <Section title="When results were missed">
        <p>
          Those that wait are posted by themselves once the receiver is back, within ten minutes. Those that
          it has lost are posted again by{' '}
          <code>npm run gateway -- webhooks replay NAME --since 2h --project PROJECT</code> where the gateway
          is deployed, and anywhere by <b>Redeliver</b> in the list of <a href="#/jobs">jobs</a>. Receivers
          know them by their webhook-id (docs/webhooks.md).
        </p>
      </Section>
    </>
  );
}
