/** Rows that are broken, repeated, too short or too long, and what is no person. */
import { ANN, BOB, CY, HEADER, type ListCase, lines } from './list-case.ts';

const people = (count: number, broken: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, i) => broken[i + 1] ?? `A${i + 1},Ann,Lee,Beta`);
const anns = (count: number) => Array.from({ length: count }, () => ANN);
const OPEN = 'opens a quote that is not closed';

export const QUOTES: readonly ListCase[] = [
  {
    name: 'a quote that is never closed',
    list: lines(HEADER, ...people(20, { 5: 'A5,"Ann,Lee,Beta' })),
    sent: anns(19),
    notSent: [`line 6: ${OPEN}`],
  },
  {
    name: 'two that are never closed',
    list: lines(HEADER, ...people(20, { 5: 'A5,"Ann,Lee,Beta', 10: 'A10,"Ann,Lee,Beta' })),
    sent: anns(18),
    notSent: [`line 6: ${OPEN}`, `line 11: ${OPEN}`],
  },
  {
    name: 'one that is open, and one at the end of a later cell',
    list: lines(HEADER, ...people(8, { 2: 'A2,"Ann,Lee,Beta', 6: 'A6,Ann,Lee,Beta"' })),
    sent: anns(7),
    notSent: [`line 3: ${OPEN}`],
  },
  {
    name: 'one that is open before rows that stand in quotes',
    list: lines(HEADER, 'A1,"Ann,Lee,Beta', '"A2","Bob","Ray","Acme"', '"A3","Cy","Day","Core"'),
    sent: [BOB, CY],
    notSent: [`line 2: ${OPEN}`],
  },
  {
    name: 'one that is open in the last row',
    list: lines(HEADER, 'A1,Ann,Lee,Beta', 'A2,Bob,Ray,"Acme'),
    sent: [ANN],
    notSent: [`line 3: ${OPEN}`],
  },
  {
    name: 'two around rows, in notes',
    list: lines(
      `${HEADER},notes`,
      'A1,Ann,Lee,Beta,"met',
      'A2,Bob,Ray,Acme,x',
      'A3,Cy,Day,Core,y',
      'A4,Ann,Lee,Beta,z"',
    ),
    notSent: ['lines 2–5: takes in lines that are rows themselves'],
  },
  {
    name: 'in the midst of a cell',
    list: lines(`${HEADER},screen`, 'A1,Ann,Lee,Beta,5" wide', 'A2,Bob,Ray,Acme,ok'),
    sent: [ANN, BOB],
    carried: { column: 'screen', cells: ['5" wide', 'ok'] },
  },
  {
    name: 'around every cell, doubled inside',
    list: lines('"id","firstName","lastName","company","q"', '"A1","Ann","Lee","Beta","say ""hi"""'),
    sent: [ANN],
    carried: { column: 'q', cells: ['say "hi"'] },
  },
];

export const SHIFTS: readonly ListCase[] = [
  {
    name: 'a separator in a cell, and a blank cell at the end that makes up for it',
    list: lines(`${HEADER},position,phone`, 'A1,Ann,Lee,Beta, Inc.,CEO,', 'A2,Bob,Ray,Acme,VP,'),
    sent: [BOB],
    notSent: ['line 2: has a cell that was cut in two'],
  },
  {
    name: 'quotes behind a blank, which do not hold a cell together',
    list: lines(`${HEADER},position`, 'A1, Ann, Lee, "Beta, Inc", CEO', 'A2,Bob,Ray,Acme,VP'),
    sent: [BOB],
    notSent: ['line 2: has 6 fields'],
  },
  {
    name: 'the same, with a blank position',
    list: lines(`${HEADER},position,phone`, 'A1, Ann, Lee, "Beta, Inc", CEO', 'A2,Bob,Ray,Acme,VP,'),
    sent: [BOB],
    notSent: ['line 2: has a cell that was cut in two'],
  },
  {
    name: 'a line that is beyond all limits, none of whose parts is a row',
    list: lines(`${HEADER},notes`, `A1,Ann,Lee,Beta,${'x'.repeat(1_200_000)}`, 'A2,Bob,Ray,Acme,y'),
    sent: [BOB],
    notSent: ['line 2: is on a line of more than 1,000,000', 'line 3: is on a line of more than 1,000,000'],
  },
  {
    name: 'letters that were lost or misread on the way',
    list: lines(
      HEADER,
      'A1,Jos?,Lee,Beta',
      'A2,Bob,M&uuml;ller,Acme',
      'A3,CÃ©cile,Day,Core',
      'A4,£ukasz,Day,Core',
      'A5,Ann,Lee,Beta',
    ),
    sent: [ANN],
    notSent: [
      'line 2: firstName has a question mark',
      'line 3: lastName has a letter as a web page',
      'line 4: firstName has letters of another encoding',
      'line 5: firstName has letters of another encoding',
    ],
  },
  {
    name: 'errors of a German spreadsheet, and words for nothing, where a company should be',
    list: lines(HEADER, 'A1,Ann,Lee,#NV', 'A2,Bob,Ray,#BEZUG!', 'A3,Cy,Day,none', 'A4,Ann,Lee,Beta'),
    sent: [ANN],
    notSent: ['line 2: company is required', 'line 3: company is required', 'line 4: company is required'],
  },
  {
    name: 'an address that is none, and a number that was rounded',
    list: lines(`${HEADER},email,phone`, 'A1,Ann,Lee,Beta,see notes,', 'A2,Bob,Ray,Acme,,4.91771E+11'),
    notSent: ['line 2: email is no e-mail address', 'line 3: phone was rounded'],
  },
];

export const LINE_BREAKS: readonly ListCase[] = [
  {
    name: 'in a name and in a company',
    list: lines(HEADER, 'A1,"Ann', 'Marie",Lee,"Beta', 'GmbH"', 'A2,Bob,Ray,Acme'),
    sent: [BOB],
    notSent: ['lines 2–4: firstName has a line break'],
  },
  {
    name: 'in notes, which are carried as they are',
    list: `${HEADER},notes\r\nA1,Ann,Lee,Beta,"a\r\nb\nc\rd"\r\nA2,,Ray,Acme,x\r\n`,
    sent: [ANN],
    notSent: ['line 6: firstName is required'],
    carried: { column: 'notes', cells: ['a\r\nb\nc\rd', 'x'] },
  },
  {
    name: 'and rows after them, by their true lines',
    list: `${HEADER},notes\r\nA1,Ann,Lee,Beta,"a\r\nb"\r\n\r\nA2,,Ray,Acme,x\r\nA3,"An\r\nn",Lee,Beta,y\r\nA4,,R,A,z\r\n`,
    sent: [ANN],
    notSent: [
      'line 5: firstName is required',
      'lines 6–7: firstName has a line break',
      'line 8: firstName is required',
    ],
  },
  {
    name: 'in an ID',
    list: lines(HEADER, '"A', '1",Ann,Lee,Beta', 'A2,Bob,Ray,Acme'),
    sent: [BOB],
    notSent: ['lines 2–3: id has a line break'],
  },
  {
    name: 'at the end of a name in quotes, which is none',
    list: lines(HEADER, 'A1,"Ann', '",Lee,Beta', 'A2,Bob,Ray,Acme'),
    sent: [ANN, BOB],
  },
  {
    name: 'in a column without a name',
    list: lines(`${HEADER},`, 'A1,Ann,Lee,Beta,"a', 'b"', 'A2,Bob,Ray,Acme,'),
    sent: [ANN, BOB],
  },
];

export const NO_PEOPLE: readonly ListCase[] = [
  {
    name: 'the header of a second export',
    list: `\uFEFF${lines(HEADER, 'A1,Ann,Lee,Beta', `\uFEFF${HEADER}`, 'A2,Bob,Ray,Acme')}`,
    sent: [ANN, BOB],
    notSent: ['line 3: repeats the header'],
  },
  {
    name: 'the header in other letters',
    list: lines('Id,First Name,Last Name,Company', 'A1,Ann,Lee,Beta', 'ID,first_name,LAST NAME,company'),
    sent: [ANN],
    notSent: ['line 3: repeats the header'],
  },
  {
    name: 'placeholders of programs',
    list: lines(HEADER, 'A1,NULL,Lee,Beta', 'A2,\\N,Ray,Acme', 'A3,Cy,#N/A,Core', 'A4,Ann,Lee,Beta'),
    sent: [ANN],
    notSent: [
      'line 2: firstName is required',
      'line 3: firstName is required',
      'line 4: lastName is required',
    ],
  },
  { name: 'somebody called Null', list: lines(HEADER, 'A1,Ann,Null,Beta'), sent: ['Ann Null @ Beta'] },
  {
    name: 'a formula',
    list: lines(
      `${HEADER},notes`,
      'A1,=cmd|x!A0,Lee,Beta,=1+1',
      'A2,Bob,Ray,+Plus,@sum',
      'A3,Cy,Day,-Minus,\t=1',
    ),
    sent: ['Bob Ray @ +Plus', 'Cy Day @ -Minus'],
    notSent: ['line 2: firstName is a formula'],
    carried: { column: 'notes', cells: ['=1+1', '@sum', '\t=1'] },
  },
  {
    name: 'columns that are shifted',
    list: lines(HEADER, 'A1,ann@beta.example,Ann,Lee', 'A2,Bob,4711,Acme'),
    notSent: ['line 2: firstName is an address', 'line 3: lastName has no letter'],
  },
  {
    name: 'invisible characters and quotes around a name',
    list: lines(
      HEADER,
      'A1,An\u200Bn,L\u202Aee\u202C,Be\u200Eta',
      "A2,'Bob',“Ray”,«Acme»",
      'A3,C\0y,\u00A0Day,Core',
    ),
    sent: [ANN, BOB, CY],
  },
  {
    name: 'a NUL, which is carried where it is not ours',
    list: lines(`${HEADER},notes`, 'A1,Ann\0,Lee,Beta,x', 'A2,Bob,Ray,Acme,a\0b'),
    sent: [ANN, BOB],
    carried: { column: 'notes', cells: ['x', 'a\0b'] },
  },
];

export const WIDTHS: readonly ListCase[] = [
  {
    name: 'blank columns and rows that a spreadsheet leaves',
    list: lines(`${HEADER},,,`, 'A1,Ann,Lee,Beta,,,', 'A2,Bob,Ray,Acme,,,', ',,,,,,', ',,,,,,'),
    sent: [ANN, BOB],
  },
  {
    name: 'a separator at the end of rows',
    list: lines(HEADER, 'A1,Ann,Lee,Beta,', 'A2,Bob,Ray,Acme, ,'),
    sent: [ANN, BOB],
  },
  {
    name: 'blank cells left out at the end',
    list: lines(`${HEADER},notes,more`, 'A1,Ann,Lee,Beta', 'A2,Bob,Ray,Acme,x'),
    sent: [ANN, BOB],
    carried: { column: 'notes', cells: ['', 'x'] },
  },
  {
    name: 'a separator inside a cell without quotes',
    list: lines(HEADER, 'A1,Ann,Lee,Beta, Inc', 'A2,Bob,Ray,Acme'),
    sent: [BOB],
    notSent: ['line 2: has 5 fields where the header has 4; beyond it: " Inc"'],
  },
  {
    name: 'a row that is cut',
    list: lines(HEADER, 'A1,Ann,Lee', 'A2,Bob,Ray,Acme'),
    sent: [BOB],
    notSent: ['line 2: company is required'],
  },
  {
    name: 'foreign columns of one name',
    list: lines(`${HEADER},Code,Code`, 'A1,Ann,Lee,Beta,1,2'),
    sent: [ANN],
    carried: { column: 'Code', cells: ['1'] },
  },
  {
    name: 'rows of blanks between',
    list: lines(HEADER, 'A1,Ann,Lee,Beta', ' , ,,', '', 'A2,Bob,Ray,Acme'),
    sent: [ANN, BOB],
  },
];
