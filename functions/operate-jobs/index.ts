import { largestBody } from '../../shared/api/call.ts';
import { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { naming } from '../../shared/http/caller-identity.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { openLedger } from '../cloud/ledger.ts';
import { openAudit } from '../cloud/open-audit.ts';
import { openErasures } from '../cloud/open-erasures.ts';
import { openOperations } from '../cloud/open-operations.ts';
import { operateJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('operate-jobs', process.env);
  const ledger = openLedger('operate-jobs', config);
  const context = {
    ...createCloudContext('operate-jobs', config, ledger),
    audit: openAudit(ledger, config),
    operations: openOperations(ledger, config),
    intakeTopic: config.INTAKE_TOPIC,
    erasures: openErasures(ledger, config),
    warehouseDays: config.WAREHOUSE_PERSONAL_DAYS,
  };
  const unnamed = config.K_SERVICE === undefined ? 'taken' : 'refused';
  return naming(operateJobsHandler(context, { queryUrl: config.QUERY_URL, unnamed }), config);
}, largestBody(OPERATE_CALLS));
