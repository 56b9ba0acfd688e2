/** Separators, encodings, containers, line ends. */
import { gzipSync } from 'node:zlib';
import { ANN, BOB, CY, HEADER, type ListCase, latin1, lines, utf16be } from './list-case.ts';

const TABLE = [
  ['id', 'firstName', 'lastName', 'company', 'Straße'],
  ['A1', 'José', 'Park', 'Acme – Süd', '1'],
  ['A2', 'Ann', 'Lee', 'Beta', '2'],
];
const JOSE = 'José Park @ Acme – Süd';
const joined = (separator: string, end = '\r\n') =>
  TABLE.map((cells) => `${cells.join(separator)}${end}`).join('');
const PLAIN = lines(HEADER, 'A1,Ann,Lee,Beta', 'A2,Bob,Ray,Acme');
const read = { sent: [JOSE, ANN], carried: { column: 'Straße', cells: ['1', '2'] } };

export const SEPARATORS: readonly ListCase[] = [
  { name: 'semicolons', list: joined(';'), ...read },
  { name: 'a sep= line', list: `sep=;\r\n${joined(';')}`, ...read },
  { name: 'tabs', list: joined('\t'), ...read },
  { name: 'bars', list: joined('|'), ...read },
  { name: 'a sep= line in quotes, with tabs', list: `"sep=\t"\n${joined('\t')}`, ...read },
  { name: 'a sep= line with a separator of its own', list: `sep=#\n${joined('#')}`, ...read },
  {
    name: 'semicolons, and commas in the cells',
    list: lines('id;firstName;lastName;company', 'A1;Ann;Lee;"Beta; Söhne, Inc"', 'A2;Bob;Ray;Acme, Inc'),
    sent: ['Ann Lee @ Beta; Söhne, Inc', 'Bob Ray @ Acme, Inc'],
  },
];

export const ENCODINGS: readonly ListCase[] = [
  { name: 'UTF-16BE with a byte order mark', list: utf16be(`\uFEFF${joined(',')}`), ...read },
  { name: "Excel's Unicode text", list: Buffer.from(`\uFEFF${joined('\t')}`, 'utf16le'), ...read },
  { name: 'UTF-16LE without a byte order mark', list: Buffer.from(joined(','), 'utf16le'), ...read },
  { name: 'UTF-16BE without a byte order mark', list: utf16be(joined(';')), ...read },
  { name: 'UTF-8 with a byte order mark', list: `\uFEFF${joined(',')}`, ...read },
  {
    name: 'Windows-1252, with a dash that Latin-1 does not have',
    list: latin1(joined(',').replaceAll('–', '\u0096')),
    ...read,
    notes: /windows-1252/,
  },
  {
    name: 'Windows-1252 with separators of Excel in Germany',
    list: latin1('id;firstName;lastName;company\r\nA1;J\xFCrgen;Gro\xDF;M\xFCller\r\n'),
    sent: ['Jürgen Groß @ Müller'],
    notes: /windows-1252/,
  },
  {
    name: 'UTF-8 that one row breaks',
    list: Buffer.concat([Buffer.from(joined(',')), latin1('A3,Zo\xEB,Lee,Beta,3\r\n')]),
    sent: [JOSE, ANN],
    notSent: ['line 4: is not text of the encoding'],
  },
  {
    name: 'a replacement character in valid UTF-8, in a foreign column',
    list: lines(`${HEADER},notes`, 'A1,Ann,Lee,Beta,Caf\uFFFD visit', 'A2,Bob,Ray,Acme,ok'),
    sent: [ANN, BOB],
    carried: { column: 'notes', cells: ['Caf\uFFFD visit', 'ok'] },
  },
  {
    name: 'a replacement character in a name',
    list: lines(HEADER, 'A1,Jos\uFFFD,Lee,Beta', 'A2,Bob,Ray,Acme'),
    sent: [BOB],
    notSent: ['line 2: firstName has the character \uFFFD'],
  },
  {
    name: 'a byte that no encoding has, in one row',
    list: latin1(lines(HEADER, 'A1,Ann,Lee,Beta', 'A2,Bo\x81b,Ray,Acme', 'A3,Cy,Day,Core')),
    sent: [ANN, CY],
    notSent: ['line 3: is not text of the encoding'],
  },
];

export const CONTAINERS: readonly ListCase[] = [
  { name: 'gzip', list: gzipSync(PLAIN), sent: [ANN, BOB] },
  { name: 'gzip of UTF-16', list: gzipSync(Buffer.from(`\uFEFF${joined('\t')}`, 'utf16le')), ...read },
  { name: 'gzip that is cut', list: gzipSync(PLAIN.repeat(50)).subarray(0, 40), refused: /damaged/ },
  { name: 'an Excel workbook', list: Buffer.from('PK\x03\x04\x14\0', 'latin1'), refused: /Excel workbook/ },
  { name: 'an old Excel workbook', list: latin1('\xD0\xCF\x11\xE0\xA1'), refused: /old Excel workbook/ },
  { name: 'a PDF', list: '%PDF-1.7\n', refused: /PDF/ },
  { name: 'a web page', list: '<!DOCTYPE html>\n<html><body>Sign in</body></html>', refused: /web page/ },
  { name: 'JSON', list: '[{"id":"A1","firstName":"Ann"}]', refused: /JSON/ },
  { name: 'nothing', list: '', refused: /is empty/ },
  { name: 'blank lines alone', list: '\n\r\n\n', refused: /is empty/ },
];

const three = { sent: [ANN, BOB, CY], carried: { column: 'notes', cells: ['n1', 'n2', 'n3'] } };
const withEnds = (...ends: readonly [string, string, string, string]) =>
  [`${HEADER},notes`, 'A1,Ann,Lee,Beta,n1', 'A2,Bob,Ray,Acme,n2', 'A3,Cy,Day,Core,n3']
    .map((line, i) => line + ends[i])
    .join('');

export const LINE_ENDS: readonly ListCase[] = [
  { name: 'LF, then CRLF', list: withEnds('\n', '\r\n', '\r\n', '\r\n'), ...three },
  { name: 'CRLF, then LF', list: withEnds('\r\n', '\n', '\n', '\n'), ...three },
  { name: 'CR alone', list: withEnds('\r', '\r', '\r', '\r'), ...three },
  { name: 'all three', list: withEnds('\r\n', '\r', '\n', '\r\n'), ...three },
  { name: 'none at the end', list: withEnds('\n', '\r\n', '\n', ''), ...three },
  { name: 'a lone CR at the end', list: withEnds('\r\n', '\r\n', '\r\n', '\r'), ...three },
  {
    name: 'blank lines between, of every kind',
    list: withEnds('\n\n', '\r\n\r\n', '\r\r', '\n \n'),
    ...three,
  },
];
