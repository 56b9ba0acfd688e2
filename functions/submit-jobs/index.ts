import { largestBody } from '../../shared/api/call.ts';
import { SUBMIT_CALLS } from '../../shared/api/submit-calls.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { naming } from '../../shared/http/caller-identity.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { submitJobsHandler } from './handler.ts';

/**
 * Below the function's timeout of a minute (infra/functions.tf), with time left for the items that are at
 * work.
 */
const BATCH_BUDGET_MS = 40_000;

serveFunction(() => {
  const config = readConfig('submit-jobs', process.env);
  const context = {
    ...createCloudContext('submit-jobs', config),
    prices: config.PRICES,
    dispatchRates: config.DISPATCH_RATE,
  };
  return naming(submitJobsHandler(context, BATCH_BUDGET_MS, config.QUERY_URL), config);
}, largestBody(SUBMIT_CALLS));
