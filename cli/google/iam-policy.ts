/** A policy of IAM, as each of Google's APIs gives that of its own things. */
import * as z from 'zod';

export interface Grant {
  readonly member: string;
  readonly role: string;
}

const PolicySchema = z.object({
  bindings: z.array(z.object({ role: z.string(), members: z.array(z.string()).default([]) })).default([]),
});

/** @returns who has which role on the thing itself, without what is inherited */
export function grantsIn(body: unknown): Grant[] {
  return PolicySchema.parse(body).bindings.flatMap(({ role, members }) =>
    members.map((member) => ({ member, role })),
  );
}
