/** Adds `budgets` to the command line: how much of each is used, and how much is left. */
import type { Command } from 'commander';
import type { Budget } from '../../client/index.ts';
import { BudgetListSchema } from '../../shared/api/money-schemas.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { tellWhen } from '../jobs/count.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { Column } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { budgetBar } from './budget-bar.ts';

export interface BudgetsOptions {
  readonly json?: JsonFields | undefined;
}

const FIELDS = Object.keys(BudgetListSchema.unwrap().shape.budgets.element.unwrap().shape);

const NAMES: readonly Column<Budget>[] = [
  { name: 'name', of: ({ name }) => name, isKept: true },
  { name: 'tag', of: ({ tag }) => tag },
  { name: 'jobType', of: ({ jobType }) => jobType },
  { name: 'period', of: ({ period }) => period },
];
const USE: Column<Budget> = { name: 'use', of: budgetBar, style: styleOf, isKept: true };
const COUNTS: readonly Column<Budget>[] = [
  { name: 'used', of: ({ used }) => used },
  { name: 'charged', of: ({ charged }) => charged },
  { name: 'limit', of: ({ limit }) => limit },
  { name: 'left', of: ({ left }) => left, style: styleOf },
  { name: 'projected', of: ({ projected }) => projected },
  { name: 'at', of: ({ at }) => at },
  // A time to come, which a terminal would tell as one that is over.
  { name: 'renewsAt', of: ({ renewsAt }) => renewsAt },
];

export function addBudgets(program: Command): void {
  const command = program
    .command('budgets')
    .description('show the budgets: what is used of each, what of that is charged, and what is left');
  addReadingOptions(addJsonOption(command, FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & BudgetsOptions) =>
      callGateway(options, (call) => showBudgets(call, options)),
    );
}

/** @returns the exit code. @throws as `Money.budgets` does */
export async function showBudgets(
  { money, sink, tell, signal }: GatewayCall,
  { json }: BudgetsOptions,
): Promise<number> {
  // A bar is for eyes.
  const columns = [...NAMES, ...(sink.terminalWidth === undefined ? [] : [USE]), ...COUNTS];
  const listing = createListing<Budget>(sink, { columns, json });
  const list = await money.budgets({ signal });
  for (const budget of list.budgets) listing.add(budget);
  listing.end();
  if (list.budgets.length === 0) tell('There are no budgets, or none that this account may see.');
  else tellWhen(list, tell);
  return DONE;
}

function styleOf({ left, limit, projected }: Budget) {
  if (left === 0) return 'red';
  return projected !== null && projected > limit ? 'yellow' : undefined;
}
