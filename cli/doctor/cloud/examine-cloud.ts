/** The cloud of a deployment, held against what Terraform makes and what the functions rely on. */
import type { FindingView } from '../../../shared/api/ledger-report.ts';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { type Deployment, FUNCTIONS, nameOf } from '../../deployment/deployment.ts';
import { readService, type Service } from '../../google/cloud-run.ts';
import type { GoogleApis } from '../../google/google-apis.ts';
import { checkAlerts } from './check-alerts.ts';
import { checkCallers } from './check-callers.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkDatabase } from './check-database.ts';
import { checkDeadLettering } from './check-dead-lettering.ts';
import { checkFields } from './check-fields.ts';
import { checkFunctions } from './check-functions.ts';
import { checkIndexes } from './check-indexes.ts';
import { checkPublishing } from './check-publishing.ts';
import { checkRelease } from './check-release.ts';
import { checkSchedules } from './check-schedules.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkSubscriptions } from './check-subscriptions.ts';
import { checkWarehouse } from './check-warehouse.ts';
import { type CloudCheck, isMissing, looked, type Services } from './cloud-check.ts';

/** In the order in which they are told. A further check is a file of its own, and an entry here. */
export const CHECKS: Readonly<Record<string, CloudCheck>> = {
  functions: checkFunctions,
  release: ofFunctions(checkRelease),
  configuration: ofFunctions(checkConfiguration),
  callers: ofFunctions(checkCallers),
  database: checkDatabase,
  indexes: checkIndexes,
  fields: checkFields,
  subscriptions: checkSubscriptions,
  warehouse: ofFunctions(checkWarehouse),
  'dead-lettering': ofFunctions(checkDeadLettering),
  publishing: ofFunctions(checkPublishing),
  schedules: checkSchedules,
  secrets: ofFunctions(checkSecrets),
  alerts: checkAlerts,
};

/** @returns the check, which tells nothing where no function is: the check of functions does, once */
function ofFunctions(check: CloudCheck): CloudCheck {
  return async (context) => ((await context.services()).size === 0 ? [] : check(context));
}

interface Cloud {
  readonly google: GoogleApis;
  readonly deployment: Deployment;
  /** The repository's folder. */
  readonly repository: string;
}

/** Makes all checks at once; none stops another. @returns at least one finding of each */
export async function examineCloud(cloud: Cloud): Promise<FindingView[]> {
  let reading: Promise<Services> | undefined;
  const services = () => {
    reading ??= readServices(cloud);
    return reading;
  };
  const each = Object.entries(CHECKS).map(([name, check]) =>
    looked(name, () => check({ ...cloud, services })),
  );
  return (await Promise.all(each)).flat();
}

async function readServices({ google, deployment }: Cloud): Promise<Services> {
  const found = await Promise.all(
    FUNCTIONS.map(async (name): Promise<readonly [FunctionName, Service] | undefined> => {
      const read = readService(google, { ...deployment, service: nameOf(deployment, name) });
      const service = await read.catch((error: unknown) => {
        if (!isMissing(error)) throw error;
        return undefined;
      });
      return service && [name, service];
    }),
  );
  return new Map(found.filter((one) => one !== undefined));
}
