/** The variables that say who calls a function, and what makes that certain (docs/configuration.md). */
import * as z from 'zod';
import { email } from './variable.ts';

/** Whom IAM lets call a function, and whether it runs where that is checked. */
export const INVOKER_VARIABLES = {
  INVOKERS: z.enum(['named', 'everybody'], { error: 'must be named or everybody' }).optional(),
  /** Cloud Run sets it. */
  K_SERVICE: z.string().optional(),
};

export const CALLER_VARIABLES = {
  ...INVOKER_VARIABLES,
  PUSH_AUDIENCE: z.string().min(1).optional(),
  PUSH_ACCOUNT: email.optional(),
  PUSH_AUTHENTICATION: z
    .enum(['signature', 'behind-iam', 'off'], { error: 'must be signature, behind-iam or off' })
    .default('signature'),
};

export type CallerConfig = z.infer<z.ZodObject<typeof CALLER_VARIABLES>>;

/** A configuration that would let in unchecked callers, or none at all. */
interface Rule {
  readonly variable: keyof CallerConfig;
  readonly broken: (config: CallerConfig) => boolean;
  /** With the remedy. */
  readonly message: string;
}

const REQUIRED = 'is required: set it, or PUSH_AUTHENTICATION=off on your own machine';

export const CALLER_RULES: readonly Rule[] = [
  {
    variable: 'PUSH_AUDIENCE',
    broken: ({ PUSH_AUTHENTICATION: mode, PUSH_AUDIENCE }) => mode !== 'off' && PUSH_AUDIENCE === undefined,
    message: REQUIRED,
  },
  {
    variable: 'PUSH_ACCOUNT',
    broken: ({ PUSH_AUTHENTICATION: mode, PUSH_ACCOUNT }) => mode !== 'off' && PUSH_ACCOUNT === undefined,
    message: REQUIRED,
  },
  {
    variable: 'PUSH_AUTHENTICATION',
    broken: ({ PUSH_AUTHENTICATION: mode, K_SERVICE }) => mode === 'off' && K_SERVICE !== undefined,
    message:
      'must not be off on Cloud Run, where K_SERVICE is set: all who reach the function could call it; set ' +
      'signature or behind-iam',
  },
  {
    variable: 'INVOKERS',
    broken: ({ PUSH_AUTHENTICATION: mode, INVOKERS }) => mode === 'behind-iam' && INVOKERS !== 'named',
    message:
      'must be named when PUSH_AUTHENTICATION is behind-iam: nobody has checked the tokens of a service that is ' +
      'open to everybody; grant it to its callers alone, or set PUSH_AUTHENTICATION=signature',
  },
  {
    variable: 'K_SERVICE',
    broken: ({ PUSH_AUTHENTICATION: mode, K_SERVICE }) => mode === 'behind-iam' && K_SERVICE === undefined,
    message:
      'is required when PUSH_AUTHENTICATION is behind-iam, and Cloud Run sets it: nobody has checked the tokens ' +
      'anywhere else; set PUSH_AUTHENTICATION=signature, or off on your own machine',
  },
];

/** Of the function by which people change something. */
export const NAMED_ALONE =
  'must be named on Cloud Run, where K_SERVICE is set: what is changed is changed in the name of a caller whom ' +
  'IAM has checked; grant it to operators alone, never to everybody';
