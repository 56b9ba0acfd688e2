import { FirestoreHolds } from '../../shared/adapters/firestore/holds.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { largestBody } from '../../shared/api/call.ts';
import { openApi } from '../../shared/api/openapi.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { naming } from '../../shared/http/caller-identity.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { openLedger } from '../cloud/ledger.ts';
import { openAudit } from '../cloud/open-audit.ts';
import { openDeadLetters } from '../cloud/open-dead-letters.ts';
import { queryJobsHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('query-jobs', process.env);
  const ledger = openLedger('query-jobs', config);
  const { store, telemetry, firestore } = ledger;
  const holds = new FirestoreHolds(firestore, config.REPOSITORY_ID);
  const audit = openAudit(ledger, config);
  const deadLetters = openDeadLetters(ledger, config);
  return naming(
    queryJobsHandler(
      {
        store,
        audit,
        holds,
        deadLetters,
        clock: systemClock,
        telemetry,
        policy: config.POLICY,
        budgetLimits: config.BUDGETS,
        showback: config.SHOWBACK_TAGS,
        prices: config.PRICES,
        digest: config.DIGEST,
      },
      openApi,
    ),
    config,
  );
}, largestBody(QUERY_CALLS));
