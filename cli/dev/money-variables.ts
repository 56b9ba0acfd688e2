/** The variables that `dev` takes, as a deployment does: budgets, amounts and digests are tried with them. */

import type { EmbeddedMoney, EmbeddedOptions } from '../../local/stacks/embedded-stack.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { UserError } from '../output/user-error.ts';

const TAKEN = ['SHOWBACK_TAGS', 'BUDGETS', 'PRICES', 'DISPATCH_RATE', 'REUSE', 'DIGEST'] as const;

/** Required of a deployed function, and of no use here. */
const OTHERS = {
  GOOGLE_CLOUD_PROJECT: 'dev',
  REPOSITORY_ID: 'dev',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/dev/topics/dev"}}',
  RESULTS_TOPIC: 'projects/dev/topics/dev',
  DEAD_LETTER_TOPIC: 'projects/dev/topics/dev',
  PERSON_PEPPERS: '0:of-this-process-which-forgets-everything',
};

const WRONG = 'The gateway was not started, for its environment (docs/configuration.md):';

type DigestOption = Pick<EmbeddedOptions, 'digest'>;

/** @throws UserError when one of them is not valid */
export function moneyOf(env: NodeJS.ProcessEnv): EmbeddedMoney & DigestOption {
  const taken = Object.fromEntries(TAKEN.map((name) => [name, env[name]]));
  try {
    const config = readConfig('submit-jobs', { ...OTHERS, ...taken });
    return {
      showback: config.SHOWBACK_TAGS,
      budgets: config.BUDGETS,
      prices: config.PRICES,
      dispatchRates: config.DISPATCH_RATE,
      reuse: config.REUSE,
      ...(config.DIGEST && { digest: config.DIGEST }),
    };
  } catch (error) {
    const [, ...problems] = (error as Error).message.split('\n');
    throw new UserError(`${WRONG}\n${problems.join('\n')}`);
  }
}
