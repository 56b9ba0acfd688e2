import * as z from 'zod';

export const OperationIdSchema = z
  .string()
  .regex(/^op_[0-9a-f]{24}$/, 'must be op_ and 24 hexadecimal digits')
  .brand<'OperationId'>();
export type OperationId = z.output<typeof OperationIdSchema>;
