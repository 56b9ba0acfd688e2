/** Leads of invented people, who live at addresses that nobody can have (RFC 2606 §2). */

const FIRST = [
  'Elif',
  'José',
  'Mei-Ling',
  'Ingrid',
  'Kwame',
  'Zoë',
  'Oskar',
  'Priya',
  'Tomás',
  'Ngozi',
  'Yuki',
];
const LAST = ['Haddad', 'Zhang', 'Lindqvist', 'Okafor', 'Brontë', 'Van der Park', 'Silva', 'Novák', 'Ibsen'];
const COMPANIES = [
  'Mountain View Dairy',
  'Oakline Furniture',
  'Lumen GmbH',
  'Hollander Freight',
  'Sable Textiles',
];
const TEAMS = ['emea', 'apac', 'na-midmarket'];
const JOB_TYPES = ['enrichMobile', 'enrichMobile', 'verifyEmployment'];

/** How leads that do not complete end, and after how many of them one does so. */
const MISFORTUNES: readonly (readonly [every: number, outcome: string])[] = [
  [61, 'rejected'],
  [53, 'silent'],
  [47, 'discarded'],
  [43, 'expired'],
  [41, 'canceled'],
  [37, 'deadline-exceeded'],
  [23, 'failed'],
  [17, 'fail-first:1'],
];

/** @returns the `i`-th of them; the very first fails */
export function inventedLead(i: number) {
  const [, outcome] = MISFORTUNES.find(([every]) => i % every === 0) ?? [];
  const tags = [
    { name: 'team', value: pick(TEAMS, i) },
    ...(outcome === undefined ? [] : [{ name: 'synthetic.outcome', value: i === 0 ? 'failed' : outcome }]),
  ];
  return {
    requestId: `contact-${88_001 + i}_${pick(JOB_TYPES, i)}_1`,
    jobType: pick(JOB_TYPES, i),
    payload: {
      person: { firstName: pick(FIRST, i), lastName: pick(LAST, i) },
      employment: { company: { title: pick(COMPANIES, i) }, position: { title: 'Head of Routing' } },
      emailAddresses: [{ emailAddress: { userFormat: `lead-${i}@company-${i % 5}.example` } }],
      phoneNumbers: [{ phoneNumber: { userFormat: `+44 20 7946 0${String(i % 1000).padStart(3, '0')}` } }],
      tags,
    },
  };
}

function pick(from: readonly string[], i: number): string {
  return from[i % from.length] as string;
}
