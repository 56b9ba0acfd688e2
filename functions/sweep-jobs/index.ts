import { readConfig } from '../../shared/config/read-config.ts';
import { SMALL_BODY_BYTES } from '../../shared/http/bytes-under-way.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { NightlyReconciliation } from '../../shared/use-cases/sweep/nightly-reconciliation.ts';
import { createCloudContext } from '../cloud/cloud-context.ts';
import { openLedger } from '../cloud/ledger.ts';
import { openAudit } from '../cloud/open-audit.ts';
import { openErasures } from '../cloud/open-erasures.ts';
import { openOperations } from '../cloud/open-operations.ts';
import { pushVerifier } from '../cloud/push-verifier.ts';
import { sweepJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('sweep-jobs', process.env);
  const ledger = openLedger('sweep-jobs', config);
  const gateway = createCloudContext('sweep-jobs', config, ledger);
  const context = {
    ...gateway,
    nightly: new NightlyReconciliation(gateway),
    audit: openAudit(ledger, config),
    operations: openOperations(ledger, config),
    intakeTopic: config.INTAKE_TOPIC,
    erasures: openErasures(ledger, config),
    warehouseDays: config.WAREHOUSE_PERSONAL_DAYS,
  };
  return sweepJobsHandler(context, pushVerifier(config), config.SWEEP_SECONDS * 1000);
}, SMALL_BODY_BYTES);
