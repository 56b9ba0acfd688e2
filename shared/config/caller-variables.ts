/** The variables that say who calls a function, and what makes that certain (docs/configuration.md). */
import * as z from 'zod';
import { email } from './variable.ts';

export const CALLER_VARIABLES = {
  PUSH_AUDIENCE: z.string().min(1).optional(),
  PUSH_ACCOUNT: email.optional(),
  PUSH_AUTHENTICATION: z
    .enum(['signature', 'behind-iam', 'off'], { error: 'must be signature, behind-iam or off' })
    .default('signature'),
  INVOKERS: z.enum(['named', 'everybody'], { error: 'must be named or everybody' }).optional(),
  /** Cloud Run sets it. */
  K_SERVICE: z.string().optional(),
};

type CallerConfig = z.infer<z.ZodObject<typeof CALLER_VARIABLES>>;
type Problem = readonly [variable: keyof CallerConfig, message: string];

const IS_REQUIRED = 'is required: set it, or PUSH_AUTHENTICATION=off on your own machine';
const NOT_BY_NAME =
  'must be named when PUSH_AUTHENTICATION is behind-iam: nobody has checked the tokens of a service that is open ' +
  'to everybody; grant it to its callers alone, or set PUSH_AUTHENTICATION=signature';
const NOT_ON_CLOUD_RUN =
  'is required when PUSH_AUTHENTICATION is behind-iam, and Cloud Run sets it: nobody has checked the tokens ' +
  'anywhere else; set PUSH_AUTHENTICATION=signature, or off on your own machine';
const OFF_ON_CLOUD_RUN =
  'must not be off on Cloud Run, where K_SERVICE is set: whoever reaches the function could call it; set ' +
  'signature or behind-iam';

/** @returns what would let in callers that nobody has checked, or none at all; each with its remedy */
export function callerProblems(config: CallerConfig): readonly Problem[] {
  const { PUSH_AUTHENTICATION: mode, K_SERVICE, INVOKERS } = config;
  if (mode === 'off') return K_SERVICE === undefined ? [] : [['PUSH_AUTHENTICATION', OFF_ON_CLOUD_RUN]];
  const missing = (['PUSH_AUDIENCE', 'PUSH_ACCOUNT'] as const).filter((name) => config[name] === undefined);
  return [
    ...missing.map((name) => [name, IS_REQUIRED] as const),
    ...(mode === 'behind-iam' && INVOKERS !== 'named' ? [['INVOKERS', NOT_BY_NAME] as const] : []),
    ...(mode === 'behind-iam' && K_SERVICE === undefined ? [['K_SERVICE', NOT_ON_CLOUD_RUN] as const] : []),
  ];
}
