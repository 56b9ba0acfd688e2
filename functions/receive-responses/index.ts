import { readConfig } from '../../shared/config/read-config.ts';
import { LARGEST_PUSH } from '../../shared/http/push-envelope.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { pushVerifier } from '../cloud/push-verifier.ts';
import { receiveResponsesHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('receive-responses', process.env);
  return receiveResponsesHandler(createCloudContext('receive-responses', config), pushVerifier(config));
}, LARGEST_PUSH);
