import { readConfig } from '../../shared/config/read-config.ts';
import { LARGEST_PUSH } from '../../shared/http/push-envelope.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { pushVerifier } from '../cloud/push-verifier.ts';
import { intakeJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('intake-jobs', process.env);
  return intakeJobsHandler(createCloudContext('intake-jobs', config), pushVerifier(config));
}, LARGEST_PUSH);
