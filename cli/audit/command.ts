/** Adds `audit` to the command line: what people changed or revealed by hand, and why. */
import type { Command } from 'commander';
import { addAuditList } from './list-audit.ts';

export function addAudit(program: Command): void {
  addAuditList(program.command('audit').description('list what people changed or revealed by hand'));
}
