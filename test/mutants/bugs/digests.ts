import type { PlantedBug } from '../planted-bug.ts';

/** Digests: a wrong patch destroys what a CRM has. */
export const DIGEST_BUGS: readonly PlantedBug[] = [
  {
    name: 'a job that failed is digested',
    file: 'shared/digest/digest.ts',
    find: 'if (!hasResult(job.status))',
    replace: "if (job.status === '')",
  },
  {
    name: 'a patch goes to the record of another request',
    file: 'shared/digest/digest.ts',
    find: '(isOfAnother ? undefined : payload)',
    replace: 'payload',
  },
  {
    name: 'a digest is as large as its records are many',
    file: 'shared/digest/digest.ts',
    find: 'if (room < 0) return true;',
    replace: '',
  },
  {
    name: 'a digest nests as deep as an answer',
    file: 'shared/digest/digest.ts',
    find: 'if (hasMoreValuesThan(MOST_VALUES_OF_COMPLIANCE, facts.mobile?.compliance)) return true;',
    replace: '',
  },
  {
    name: 'a number that was sent is taken for a find',
    file: 'shared/digest/payload-entries.ts',
    find: 'return entries.filter((entry) => !given.has(writtenValue(entry, name)));',
    replace: 'return given.size < 0 ? [] : entries;',
  },
  {
    name: 'a value that was sent is written over',
    file: 'shared/digest/decisions.ts',
    find: 'isFilled: was !== undefined,',
    replace: 'isFilled: false,',
  },
  {
    name: 'two values are set for one field',
    file: 'shared/digest/decisions.ts',
    find: 'const isSecond = set.has(decision.field);',
    replace: 'const isSecond = set.size < 0;',
  },
  {
    name: 'an empty value clears a field',
    file: 'shared/digest/patches.ts',
    find: "return field === 'company' || value === '' ? [] : [[field, value]];",
    replace: "return field === 'company' || decision === undefined ? [] : [[field, value]];",
  },
  {
    name: 'a text that is too long is written',
    file: 'shared/digest/patches.ts',
    find: 'return known && value.length <= known.maxLength',
    replace: 'return known',
  },
  {
    name: "a company's own record is patched as a person's",
    file: 'shared/digest/records-named.ts',
    find: "text(company, 'objectType').trim() === '' ? ofPerson",
    replace: "text(company, 'objectType') === 'none' ? ofPerson",
  },
  {
    name: 'what the sender of a reused answer had sent is taken for a find',
    file: 'shared/digest/digest.ts',
    find: 'const findings = { payload, sent, eventCodes, isOfAnother };',
    replace: 'const findings = { payload, sent, eventCodes };',
  },
  {
    name: 'a mobile number of a column that is not sent is written over',
    file: 'cli/enrich/row-records.ts',
    find: 'mobilesOf: (row) => cellsAt(row, mobiles),',
    replace: 'mobilesOf: (row) => cellsAt(row, mobiles.slice(mobiles.length)),',
  },
  {
    name: 'a record with two IDs is patched twice',
    file: 'shared/digest/records-named.ts',
    find: 'id.slice(0, SALESFORCE_ID)',
    replace: 'id.slice(0, SALESFORCE_ID + 3)',
  },
];
