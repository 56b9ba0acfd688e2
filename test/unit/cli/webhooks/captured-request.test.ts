import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../../cli/webhooks/captured-request.ts';

const read = (text: string) => {
  const request = readRequest(Buffer.from(text, 'latin1'));
  return request && { headers: request.headers, body: request.body.toString('latin1') };
};

describe('a captured request', () => {
  it.each([
    [
      'as it came',
      'POST /hook HTTP/1.1\r\nHost: a\r\nWebhook-Id:  msg_1 \r\n\r\n{"a":1}',
      { host: 'a', 'webhook-id': 'msg_1' },
    ],
    [
      'as a text',
      'webhook-id: msg_1\nwebhook-timestamp: 1\n\n{"a":1}',
      { 'webhook-id': 'msg_1', 'webhook-timestamp': '1' },
    ],
    ['without headers', '\n\n{"a":1}', {}],
    ['with a header twice', 'a: 1\na: 2\n\n{"a":1}', { a: '2' }],
    [
      'with lines that are no header',
      'GET http://x/y: z HTTP/1.1\nnone\n: x\na: b:c\n\n{"a":1}',
      { a: 'b:c' },
    ],
  ])('is read %s', (_kind, text, headers) => {
    expect(read(text)).toEqual({ headers, body: '{"a":1}' });
  });

  it('has its body byte for byte, blank lines of its own included', () => {
    expect(read('a: 1\r\n\r\n\xff\x00\n\n\r\n\r\n')?.body).toBe('\xff\x00\n\n\r\n\r\n');
    expect(read('a: 1\n\n{\r\n\r\n}')?.body).toBe('{\r\n\r\n}');
  });

  it('without a blank line is none', () => {
    expect(read('a: 1\r\nb: 2\r\n')).toBeUndefined();
    expect(read('')).toBeUndefined();
  });
});
