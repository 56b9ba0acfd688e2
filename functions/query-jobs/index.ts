import { largestBody } from '../../shared/api/call.ts';
import { openApi } from '../../shared/api/openapi.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { queryJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('query-jobs', process.env);
  return queryJobsHandler(createCloudContext('query-jobs', config), openApi, config.QUERY_URL);
}, largestBody(QUERY_CALLS));
