import { expect, it } from 'vitest';
import { smokeId } from '../../../../cli/smoke/smoke-id.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import { RequestIdSchema } from '../../../../shared/protocol/request-id.ts';

it('the ID of a smoke test says when it was made, and may be a request ID', () => {
  const id = smokeId(instant(Date.parse('2026-11-28T16:18:59.123Z')));
  expect(id).toBe('smoke-20261128T161859123Z');
  expect(RequestIdSchema.safeParse(id).success).toBe(true);
});
