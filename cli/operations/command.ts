/** Adds `operations` to the command line: acts on many jobs, which the gateway does on its own. */
import { type Command, Option } from 'commander';
import { OPERATION_STATES } from '../../shared/jobs/operations/operation-states.ts';
import { callGateway } from '../call-gateway.ts';
import { CALL_CODES, exitCodesHelp, OPERATION_CODES } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addLimitOption } from '../options/limit-option.ts';
import { addReasonOption } from '../options/reason-option.ts';
import { progressLine } from '../output/progress-line.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { type ListOperationsOptions, listOperations } from './list-operations.ts';
import { OPERATION_FIELDS } from './operation-columns.ts';
import { type AbortOptions, abortShown, type ShowOperationOptions, showOperation } from './show-operation.ts';
import { watchOperation } from './watch-operation.ts';

export function addOperations(program: Command): void {
  const operations = program
    .command('operations')
    .description(
      'list, show, watch and abort acts on many jobs, which jobs retry, replay and redeliver start',
    );
  for (const addCommand of [addList, addShow, addWatch, addAbort]) addCommand(operations);
}

function addList(operations: Command): void {
  const command = operations
    .command('list')
    .description('list operations, the newest first')
    .addOption(new Option('--state <state>', 'in this state alone').choices(OPERATION_STATES));
  addOperatingOptions(addJsonOption(addLimitOption(command), OPERATION_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & ListOperationsOptions) =>
      callGateway(options, (call) => listOperations(call, options)),
    );
}

function addShow(operations: Command): void {
  const command = withId(operations.command('show').description('show how far an operation is'));
  addOperatingOptions(addJsonOption(command, OPERATION_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((id: string, options: GatewayAddress & ShowOperationOptions) =>
      callGateway(options, (call) => showOperation(call, id, options)),
    );
}

function addWatch(operations: Command): void {
  const command = withId(
    operations.command('watch').description('wait until an operation has ended, and show it'),
  );
  addOperatingOptions(addJsonOption(command, OPERATION_FIELDS))
    .addHelpText('after', exitCodesHelp(OPERATION_CODES))
    .action((id: string, options: GatewayAddress & ShowOperationOptions) =>
      callGateway(options, (call) =>
        watchOperation({ ...call, progress: progressLine({ isLogged: true }) }, id, options),
      ),
    );
}

function addAbort(operations: Command): void {
  const command = withId(
    operations.command('abort').description('end an operation before its next page; what is done stays done'),
  );
  addOperatingOptions(addJsonOption(addReasonOption(command), OPERATION_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((id: string, options: GatewayAddress & AbortOptions) =>
      callGateway(options, (call) => abortShown(call, id, options)),
    );
}

function withId(command: Command): Command {
  return command.argument('<id>', 'the operation, as operations list has it');
}
