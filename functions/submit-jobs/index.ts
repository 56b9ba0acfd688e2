import { randomUUID } from 'node:crypto';
import { readConfig } from '../../shared/config/read-config.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import type { RequestId } from '../../shared/protocol/request-id.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { submitJobsHandler } from './handler.ts';

serveFunction(() =>
  submitJobsHandler(
    createCloudContext('submit-jobs', readConfig('submit-jobs', process.env)),
    () => randomUUID() as RequestId,
  ),
);
