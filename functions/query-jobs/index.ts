import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { largestBody } from '../../shared/api/call.ts';
import { openApi } from '../../shared/api/openapi.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { openLedger } from '../cloud/ledger.ts';
import { queryJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('query-jobs', process.env);
  const { store, telemetry } = openLedger('query-jobs', config);
  return queryJobsHandler({ store, clock: systemClock, telemetry, policy: config.POLICY }, openApi);
}, largestBody(QUERY_CALLS));
