import { largestBody } from '../../shared/api/call.ts';
import { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { operateJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('operate-jobs', process.env);
  return operateJobsHandler(createCloudContext('operate-jobs', config), config.QUERY_URL);
}, largestBody(OPERATE_CALLS));
