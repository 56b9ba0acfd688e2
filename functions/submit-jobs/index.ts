import { randomUUID } from 'node:crypto';
import { readConfig } from '../../shared/config.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import type { RequestId } from '../../shared/protocol/request-id.ts';
import { createCloudContext } from '../cloud/context.ts';
import { submitJobsHandler } from './handler.ts';

serveFunction(() => submitJobsHandler(createCloudContext('submit-jobs', readConfig('submit-jobs', process.env)), () => randomUUID() as RequestId));
