import type { JobRecord } from '../jobs/job-record.ts';
import { type RequestForm, requestForm } from '../protocol/job-request.ts';
import type { GatewayContext } from './context.ts';

/**
 * @returns how a job's request travels as it is configured now; undefined when its job type is not
 * configured.
 */
export function formOf(
  { jobTypes, priorityCarrier }: Pick<GatewayContext, 'jobTypes' | 'priorityCarrier'>,
  record: Pick<JobRecord, 'jobType' | 'priority' | 'expireAfter'>,
): RequestForm | undefined {
  const configured = record.jobType === null ? undefined : jobTypes.get(record.jobType);
  return configured && requestForm(record, { topic: configured.topic, priorityCarrier });
}
