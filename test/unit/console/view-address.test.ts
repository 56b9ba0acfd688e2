import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, parseAddress, SCREENS } from '../../../console/view-address.ts';

describe('the address of a view', () => {
  it('is the overview where it names no screen', () => {
    for (const hash of ['', '#', '#/', '#/nothing', '#main', '#/%', '#?status=failed'])
      expect(parseAddress(hash).screen).toBe('overview');
  });

  it('has a screen, one thing and conditions', () => {
    expect(parseAddress('#/jobs?status=failed,canceled&tag=team%3Demea')).toEqual({
      screen: 'jobs',
      query: { status: 'failed,canceled', tag: 'team=emea' },
    });
    expect(parseAddress('#/lead/a%2Fb%3Fc')).toEqual({ screen: 'lead', id: 'a/b?c', query: {} });
  });

  it('takes a broken percent sign as it stands', () => {
    expect(parseAddress('#/lead/100%')).toEqual({ screen: 'lead', id: '100%', query: {} });
  });

  it('is read as it was written, whatever its values are', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    const query = fc.dictionary(text, text).map((given) => ({ ...given }));
    fc.assert(
      fc.property(fc.constantFrom(...SCREENS), text, query, (screen, id, conditions) => {
        expect(parseAddress(hashOf(screen, { id, query: conditions }))).toEqual({
          screen,
          id,
          query: conditions,
        });
      }),
    );
  });

  it('has a whole character for half a one, which no address can have', () => {
    expect(hashOf('lead', { id: 'a\ud83d', query: { tag: 'b\ud83d' } })).toBe(
      '#/lead/a%EF%BF%BD?tag=b%EF%BF%BD',
    );
  });

  it('has no condition without a value', () => {
    expect(hashOf('jobs', { query: { status: '', cause: null, since: undefined, tag: 'a=b' } })).toBe(
      '#/jobs?tag=a%3Db',
    );
    expect(parseAddress('#/jobs?status=&tag=a').query).toEqual({ tag: 'a' });
  });
});
