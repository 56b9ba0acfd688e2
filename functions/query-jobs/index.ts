import { readConfig } from '../../shared/config.ts';
import { openApi } from '../../shared/http/openapi.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/context.ts';
import { queryJobsHandler } from './handler.ts';

serveFunction(() => queryJobsHandler(createCloudContext('query-jobs', readConfig('query-jobs', process.env)), openApi));
