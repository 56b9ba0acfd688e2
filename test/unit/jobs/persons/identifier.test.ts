import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IdentifierKind, identifierOf } from '../../../../shared/jobs/persons/identifier.ts';

const normal = (kind: IdentifierKind, text: string) => identifierOf(kind, text)?.value;

describe('an e-mail address', () => {
  it.each([
    'Ingrid@Hollander.example',
    ' ingrid@hollander.example\n',
    'INGRID @ HOLLANDER.EXAMPLE',
    'mailto:ingrid@hollander.example',
    'ｉｎｇｒｉｄ@hollander.example',
  ])('%j is the same one', (text) => expect(normal('email', text)).toBe('ingrid@hollander.example'));

  it.each([
    '',
    ' ',
    '@',
    'ingrid',
    'a@b@c',
    '@hollander.example',
    `${'x'.repeat(2_000)}@y.example`,
  ])('%j is none', (text) => expect(normal('email', text)).toBeUndefined());
});

describe('a LinkedIn user', () => {
  it.each([
    'https://www.linkedin.com/in/ingrid-l',
    'http://linkedin.com/in/Ingrid-L/',
    '//www.linkedin.com/in//ingrid-l',
    'linkedin.com/in/ingrid-l?trk=people&x=1',
    'https://se.linkedin.com/in/ingrid-l/#about',
    'HTTPS://WWW.LINKEDIN.COM/IN/INGRID-L',
  ])('%j is the same one', (text) => expect(normal('linkedIn', text)).toBe('in/ingrid-l'));

  it('is the same with other letters than ASCII, written either way', () => {
    expect(normal('linkedIn', 'linkedin.com/in/j%C3%BCrgen')).toBe(
      normal('linkedIn', 'linkedin.com/in/jürgen'),
    );
    expect(normal('linkedIn', 'linkedin.com/in/100%')).toBe('in/100%');
  });

  it('of another kind is another one', () => {
    expect(normal('linkedIn', 'linkedin.com/pub/ingrid-l/1/2/3')).toBe('pub/ingrid-l/1/2/3');
  });

  it.each([
    '',
    'ingrid-l',
    'https://www.linkedin.com/company/acme',
    'https://linkedin.com.evil.example/in/x',
    'linkedin.com/in/',
  ])('%j is none', (text) => expect(normal('linkedIn', text)).toBeUndefined());
});

describe('a telephone number', () => {
  it.each([
    '+46 70 555 01 00',
    '+46 (0)70-555.01.00',
    '0046705550100',
    'tel:+46-70-555-01-00',
    '+46705550100 ext. 12',
    '+46705550100 x12',
  ])('%j is the same one', (text) => expect(normal('phone', text)).toBe('+46705550100'));

  it('of one country is another one: none is guessed', () => {
    expect(normal('phone', '070 555 01 00')).toBe('0705550100');
  });

  it.each(['', '12345', '+1', 'call me', '1234567890123456'])('%j is none', (text) =>
    expect(normal('phone', text)).toBeUndefined());
});

describe('any text', () => {
  it('is an identifier or none, and its own normal form is itself', () => {
    const kinds = fc.constantFrom<IdentifierKind>('email', 'phone');
    fc.assert(
      fc.property(kinds, fc.string({ unit: 'binary', maxLength: 60 }), (kind, text) => {
        const value = normal(kind, text);
        expect(value === undefined || normal(kind, value) === value).toBe(true);
      }),
    );
  });
});
