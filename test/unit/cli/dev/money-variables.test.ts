import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../../../cli/dev/money-variables.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { VirtualClock } from '../../../../local/clock.ts';
import { ORDINARY } from '../../../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../../../local/stacks/embedded-stack.ts';
import { REALISTIC } from '../../../../local/synthetic-repository/repository.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';

const MONEY = {
  SHOWBACK_TAGS: '{"team":["emea"]}',
  BUDGETS: '[{"name":"emea","tag":"team=emea","per":"day","limit":1}]',
  PRICES: '{"enrichMobile":{"amount":"0.40","currency":"USD"}}',
  DISPATCH_RATE: '{"enrichMobile":0.5}',
};

function gatewayWith(env: NodeJS.ProcessEnv) {
  const stack = createEmbeddedStack({
    clock: new VirtualClock(Date.parse('2026-03-01T09:00:00Z')),
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: null,
    ...moneyOf(env),
  });
  return async (method: string, target: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const sent = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const answer = await stack.api({ method, target, headers, body: sent });
    return { status: answer.status, json: JSON.parse(String(answer.body)) };
  };
}

const lead = (lastName: string) => ({
  jobType: 'enrichMobile',
  payload: {
    person: { firstName: 'Ingrid', lastName },
    employment: { company: { title: 'Hollander Freight' } },
    tags: [{ name: 'team', value: 'emea' }],
  },
});

describe('the variables of money', () => {
  it('hold for the gateway of dev as for a deployed one', async () => {
    const call = gatewayWith(MONEY);
    const forecast = await call('POST', '/v1/jobs:forecast', [lead('Lindqvist'), lead('Lund')]);
    expect(forecast.json.summary).toMatchObject({
      byWould: { new: 1, 'over-budget': 1 },
      amounts: { low: '0.00', high: '0.40', currency: 'USD' },
      seconds: 2,
    });
    expect((await call('POST', '/v1/jobs', lead('Lindqvist'))).status).toBe(202);
    expect((await call('POST', '/v1/jobs', lead('Lund'))).status).toBe(429);
    expect((await call('GET', '/v1/budgets')).json.budgets).toMatchObject([
      { name: 'emea', used: 1, left: 0 },
    ]);
    expect((await call('GET', '/v1/usage?by=team')).json).toMatchObject({
      rows: [{ dimension: 'team=emea', accepted: 2, amount: '0.00', currency: 'USD' }],
    });
  });

  it('hold for digests, which are by the policy that is given', async () => {
    const call = gatewayWith({ DIGEST: '{"rules":{"appendMobile.appended":{"mobile":"flag"}}}' });
    const { json } = await call('POST', '/v1/jobs', lead('Lindqvist'));
    expect((await call('GET', `/v1/jobs/${json.requestId}:digest`)).json).toMatchObject({
      reason: 'not-completed',
    });
    const policy = moneyOf({ DIGEST: '{"systems":{"crm":"hubspot"}}' }).digest;
    expect(policy?.systems).toEqual(new Map([['crm', 'hubspot']]));
    expect(() => moneyOf({ DIGEST: '{"systems":{"crm":"x"}}' })).toThrow(
      '  DIGEST (at /systems/crm) must be hubspot or salesforce',
    );
  });

  it('are not required, and others are not looked at', () => {
    expect(moneyOf({ LOG_LEVEL: 'loud' })).toEqual({
      showback: new Map(),
      budgets: [],
      prices: new Map(),
      dispatchRates: new Map(),
      reuse: new Map(),
    });
    expect(moneyOf({ REUSE: '{"enrichMobile":{"days":30}}' }).reuse?.size).toBe(1);
  });

  it('are told with what to write where they are wrong', () => {
    const wrong = () => moneyOf({ BUDGETS: '[{"name":"all","per":"week","limit":20}]' });
    expect(wrong).toThrow(UserError);
    expect(wrong).toThrow('  BUDGETS (at /0/per) must be day or month');
    expect(wrong).not.toThrow('submit-jobs');
  });
});
