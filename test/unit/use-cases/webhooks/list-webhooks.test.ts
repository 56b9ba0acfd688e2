import { expect, it } from 'vitest';
import { listWebhooks } from '../../../../shared/use-cases/webhooks/list-webhooks.ts';
import { CRM, webhooksContext } from '../../../webhooks/context.ts';
import { SECRETS } from '../../../webhooks/judge.ts';

it('webhooks are told by host, filter and number of secrets, and by nothing secret', async () => {
  const other = { ...CRM, name: 'erp', url: 'https://erp.example.com/x', secretFile: '/secrets/erp' };
  const files = { '/secrets/crm': SECRETS.join(' ') };
  const listed = await listWebhooks(webhooksContext({ endpoints: [CRM, other], files }));
  const filter = { statuses: [], jobTypes: [], tags: [], payload: 'full' };
  expect(listed).toEqual([
    { name: 'crm', host: 'crm.example.com', ...filter, secrets: 3 },
    { name: 'erp', host: 'erp.example.com', ...filter, secrets: 0 },
  ]);
});
