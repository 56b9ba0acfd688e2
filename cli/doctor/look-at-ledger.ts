/** The ledger, as its gateway finds it, and the gateway's clock. */
import type { Finding, Operator } from '../../client/operator.ts';
import { deviation, inOrder } from '../../shared/api/ledger-report.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { inUserWords } from '../failed-calls.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

/** Two clocks that are kept by the network differ by less. */
const MOST_APART_MS = 5_000;

interface LedgerCall {
  readonly operator: Pick<Operator, 'examineLedger'>;
  readonly address: GatewayAddress;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
}

/** @returns what the gateway finds, or that it could not be asked, and why: it stops no other check */
export async function lookAtLedger({ operator, address, clock, signal }: LedgerCall): Promise<Finding[]> {
  const from = clock.now();
  try {
    const { asOf, findings } = await operator.examineLedger({ signal });
    return [...findings, clocks(Date.parse(asOf), { from, to: clock.now() })];
  } catch (error) {
    if (signal.aborted) throw error;
    const told = inUserWords(error, address);
    if (!(told instanceof UserError)) throw told;
    return [
      deviation({
        check: 'ledger',
        state: 'wrong',
        seen: 'the ledger could not be looked at',
        expected: 'the gateway says what it finds',
        actual: told.message,
        fix: 'give --gateway the address of query-jobs, and a token of one of its readers (docs/operate.md)',
      }),
    ];
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The gateway looked at its clock some time between the call and its answer. */
function clocks(theirs: number, { from, to }: Span): Finding {
  const apart = Math.max(from - theirs, theirs - to, 0);
  if (apart <= MOST_APART_MS) return inOrder('clocks', "the gateway's clock and that of this machine agree");
  const seconds = Math.round(apart / 1000);
  return deviation({
    check: 'clocks',
    state: 'warning',
    seen: "the gateway's clock and that of this machine differ",
    expected: `${MOST_APART_MS / 1000} s at most`,
    actual: Number.isNaN(seconds) ? 'the gateway tells no time' : `${seconds} s`,
    fix: 'set the clock of this machine: timedatectl set-ntp true; that of Google is right',
  });
}
