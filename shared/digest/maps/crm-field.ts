import type { WritableField } from '../digest-policy.ts';

/** A field of a CRM that a value goes into. */
export interface CrmField {
  readonly name: string;
  /** `day` takes `YYYY-MM-DD`; `code` is a text, or a choice that has the codes among its values. */
  readonly kind: 'text' | 'day' | 'code';
  /** Most characters that the field takes. */
  readonly maxLength: number;
  /** Whether it is none that the CRM has by itself. */
  readonly isOwn?: boolean;
}

/** The fields of a person's record in a CRM. */
export type CrmMap = Readonly<Record<WritableField, CrmField>>;
