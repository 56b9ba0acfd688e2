/** The library that gives identity tokens is another's: a stand-in is put in its place. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { googleIdentityToken } from '../../../client/google.ts';
import { failureOf } from './scripted.ts';

type Header = (audience: string) => unknown;

/** Puts a library in the place of google-auth-library. @returns the audiences that it was asked for */
function install(headersFor: Header): string[] {
  const audiences: string[] = [];
  class GoogleAuth {
    async getIdTokenClient(audience: string) {
      audiences.push(audience);
      return { getRequestHeaders: async () => headersFor(audience) };
    }
  }
  vi.doMock('google-auth-library', () => ({ GoogleAuth }));
  return audiences;
}

afterEach(() => {
  vi.doUnmock('google-auth-library');
  vi.resetModules();
});

describe('an identity token', () => {
  it.each<[string, Header]>([
    ['9, which gives an object', (audience) => ({ Authorization: `Bearer for ${audience}` })],
    ['10, which gives Headers', (audience) => new Headers({ authorization: `Bearer for ${audience}` })],
  ])('comes from google-auth-library %s', async (_version, headersFor) => {
    install(headersFor);
    expect(await googleIdentityToken()('https://gateway.test')).toBe('for https://gateway.test');
  });

  it('is for the address that it is sent to, each by a client that is kept', async () => {
    const audiences = install((audience) => ({ Authorization: `Bearer for ${audience}` }));
    const auth = googleIdentityToken();
    const tokens = [
      await auth('https://a.test'),
      await auth('https://b.test'),
      await auth('https://a.test/prefix'),
    ];
    expect(tokens).toEqual(['for https://a.test', 'for https://b.test', 'for https://a.test']);
    expect(audiences).toEqual(['https://a.test', 'https://b.test']);
  });

  it('is for another audience where one is given', async () => {
    const audiences = install(() => ({ Authorization: 'Bearer t' }));
    const auth = googleIdentityToken({ audience: 'https://service.run.app' });
    await Promise.all([auth('https://gateway.company.test'), auth('https://query.company.test')]);
    expect(audiences).toEqual(['https://service.run.app']);
  });

  it('is asked for anew after it could not be had', async () => {
    let calls = 0;
    const gone = new Error('No account.');
    const audiences = install(() => {
      calls += 1;
      if (calls === 1) throw gone;
      return { Authorization: 'Bearer t' };
    });
    const auth = googleIdentityToken();
    expect(await failureOf(auth('https://a.test'))).toBe(gone);
    expect(await auth('https://a.test')).toBe('t');
    expect(audiences).toHaveLength(2);
  });

  it('cannot be had of headers without one', async () => {
    install(() => ({}));
    expect(await failureOf(googleIdentityToken()('https://a.test'))).toEqual(
      new Error('google-auth-library gave no token for https://a.test.'),
    );
  });

  it('cannot be had without the library, and the error says how to get it', async () => {
    const missing = new Error('Cannot find package');
    vi.doMock('google-auth-library', () => {
      throw missing;
    });
    const auth = googleIdentityToken();
    const error = await failureOf(auth('https://a.test'));
    expect(error).toMatchObject({
      message: 'Identity tokens need google-auth-library: npm install google-auth-library',
      cause: expect.any(Error),
    });
  });
});
