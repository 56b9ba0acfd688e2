/** DIGEST: what becomes of a completed job's facts, where it differs from the default (docs/digest.md). */
import * as z from 'zod';
import { crmFields } from '../digest/crm-fields.ts';
import {
  ACTIONS,
  CRMS,
  type Crm,
  DEFAULT_DIGEST,
  type DigestPolicy,
  FIELDS,
  FIELDS_OF,
  type Field,
  RULE_NAMES,
  type Rule,
  rulesOf,
} from '../digest/digest-policy.ts';

const ACTION = `must be ${ACTIONS.slice(0, -1).join(', ')} or ${ACTIONS.at(-1)}`;
const RULE = `${ACTION}, or an object with one for empty and one for filled`;
const CRM = 'must be hubspot or salesforce';
const WRITABLE = FIELDS.filter((field) => field !== 'company');
const COMPANY = 'must be never: a company is not written, since its spelling differs and it is a relation';
const UNDELIVERABLE = 'must be flag, keep or never: an address without delivery is not written';

const action = z.enum(ACTIONS, { error: ACTION });
const rule = z.union([action, z.strictObject({ empty: action, filled: action })], { error: RULE });

/** A rule that is named wrong would never be asked, and nobody would notice. */
const RulesSchema = z
  .record(z.string(), z.record(z.string(), rule))
  .superRefine((rules, issues) => {
    for (const [name, fields] of Object.entries(rules)) {
      if (!RULE_NAMES.includes(name)) {
        add(issues, [name], `is none of the rules: name one of ${RULE_NAMES.join(', ')}`);
        continue;
      }
      for (const [field, given] of Object.entries(fields)) {
        const problem = problemOf(name, field, given);
        if (problem !== undefined) add(issues, [name, field], problem);
      }
    }
  })
  .transform((rules) => Object.entries(rules as Record<string, Partial<Record<Field, Rule>>>));

function problemOf(name: string, field: string, given: Rule): string | undefined {
  const event = name.slice(0, name.indexOf('.')) as keyof typeof FIELDS_OF;
  const known: readonly string[] = FIELDS_OF[event];
  if (!known.includes(field)) return `is no field of this rule: name one of ${known.join(', ')}`;
  if (field === 'company') return given === 'never' ? undefined : COMPANY;
  const actions = typeof given === 'string' ? [given] : [given.empty, given.filled];
  return name === 'email.undeliverable' && actions.includes('set') ? UNDELIVERABLE : undefined;
}

const NAMES: Readonly<Record<Crm, readonly [pattern: RegExp, rule: string]>> = {
  hubspot: [/^[a-z][a-z0-9_]{0,99}$/, 'the internal name of a property, such as modigie_left_on'],
  salesforce: [/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'the API name of a field, such as Modigie_Left_On__c'],
};
/** Names that a record is known by, and those of the company, which is never written. */
const TAKEN = /^(?:id|attributes|company|accountid|associatedcompanyid|hs_object_id)$/i;

function namesOf(crm: Crm) {
  const [pattern, what] = NAMES[crm];
  const message = `must be ${what}; or null where there is no such field`;
  return z
    .record(
      z.string(),
      z
        .string({ error: message })
        .regex(pattern, message)
        .refine(
          (name) => !TAKEN.test(name),
          'must be a field of its own, and none of the record or its company',
        )
        .nullable(),
    )
    .superRefine((names, issues) => {
      const unknown = Object.keys(names).filter((name) => !(WRITABLE as string[]).includes(name));
      for (const name of unknown)
        add(issues, [name], `is no field that is written: name one of ${WRITABLE.join(', ')}`);
      if (unknown.length === 0) requireDistinct(crm, names, issues);
    });
}

/** Of two values for one field of the CRM one would be lost. */
function requireDistinct(
  crm: Crm,
  names: Readonly<Record<string, string | null>>,
  issues: z.core.$RefinementCtx,
): void {
  const fields = { ...DEFAULT_DIGEST.fields, [crm]: names };
  const all = crmFields(crm, { fields }).map(({ field, name }) => ({ field, name: name.toLowerCase() }));
  for (const { field, name } of all) {
    const other = all.find((one) => one.name === name && one.field !== field);
    if (other && typeof names[field] === 'string')
      add(issues, [field], `is the name of ${other.field} already: give each field one of its own`);
  }
}

function add(issues: z.core.$RefinementCtx, path: string[], message: string): void {
  issues.addIssue({ code: 'custom', path, message });
}

export const DigestSchema = z
  .strictObject({
    rules: RulesSchema.default([]),
    systems: z.record(z.string().min(1), z.enum(CRMS, { error: CRM })).default({}),
    fields: z
      .strictObject({
        hubspot: namesOf('hubspot').default({}),
        salesforce: namesOf('salesforce').default({}),
      })
      .default({ hubspot: {}, salesforce: {} }),
  })
  .transform(({ rules, systems, fields }): DigestPolicy => {
    const changed = new Map(DEFAULT_DIGEST.rules);
    // A rule that is given for one field leaves those of the others as they are.
    for (const [name, given] of rules)
      changed.set(name, rulesOf({ ...Object.fromEntries(changed.get(name) ?? []), ...given }));
    return { rules: changed, systems: new Map(Object.entries(systems)), fields };
  });
