import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../../client/call-errors.ts';
import { listOrNone, pingInWords } from '../../../../../console/screens/webhooks/webhook-answers.ts';
import { answer, scripted } from '../../../client/scripted.ts';

const NOT_FOUND = {
  type: 'urn:modigie-gateway:problem:not-found',
  title: 'There is nothing here',
  status: 404,
  detail: 'x',
};

describe('the list of webhooks', () => {
  it('is none of a gateway without a function for them', async () => {
    const { operator } = scripted([answer(404, NOT_FOUND)]);
    expect(await listOrNone(operator.webhooks.list())).toBeUndefined();
  });

  it('is empty where none is configured', async () => {
    const { operator } = scripted([answer(200, { webhooks: [] })]);
    expect(await listOrNone(operator.webhooks.list())).toEqual([]);
  });

  it('fails as it does for any other fault', async () => {
    const { operator } = scripted([answer(403, { ...NOT_FOUND, status: 403 })]);
    await expect(listOrNone(operator.webhooks.list())).rejects.toBeInstanceOf(GatewayError);
  });
});

describe('the answer to a ping', () => {
  it('is good with 2xx alone', () => {
    expect(pingInWords({ status: 204, error: null })).toEqual({
      isTaken: true,
      says: 'It answered 204: it takes results.',
    });
    expect([301, 410, 500].map((status) => pingInWords({ status, error: null }).isTaken)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('says what to do where none came', () => {
    expect(pingInWords({ status: null, error: 'ECONNREFUSED' })).toEqual({
      isTaken: false,
      says: 'Nothing answered (ECONNREFUSED): nothing listens there.',
    });
    expect(pingInWords({ status: null, error: 'E_NEW' }).says).toMatch(
      /E_NEW.*see that its address is right/,
    );
    expect(pingInWords({ status: null, error: 'constructor' }).says).toMatch(/see that its address is right/);
  });
});
