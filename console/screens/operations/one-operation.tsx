/** One operation: what was asked for, by whom and why, and what came of it so far. */
import type { Operation } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted, inNumbers } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { notDone, type Reasoned, settledOf } from './operation-counts.ts';
import { selectionOf } from './operation-selection.ts';
import { Progress } from './operation-table.tsx';

const EVERY_MS = 2_000;
/** Request IDs that are shown; a person who has asked for more has them. */
const SHOWN = 20;

export function OneOperation({ id }: { id: string }) {
  const { gateway } = useGateway();
  const reading = useRead(
    `operation ${id}`,
    (signal) => gateway.call('GET /v1/operations/{id}', { id, signal }),
    (value) => (value?.finishedAt === null ? EVERY_MS : undefined),
  );
  const abort = async (reason: string | undefined) => {
    const { done } = await gateway.call('POST /v1/operations/{id}:abort', { id, body: { reason } });
    return `It ends. ${counted(done, 'thing')} done by now stay done.`;
  };
  return (
    <>
      <h1>
        Operation <bdi class="id">{id}</bdi>
      </h1>
      <Read of={reading}>
        {(operation) => (
          <>
            <WasAsked operation={operation} />
            {operation.finishedAt === null && operation.state !== 'aborting' && (
              <Act
                verb="Abort"
                label="Abort …"
                consequence="It ends before its next page of up to 100. What is done stays done."
                act={abort}
                done={reading.again}
              />
            )}
            <CameOf operation={operation} />
          </>
        )}
      </Read>
    </>
  );
}

function WasAsked({ operation }: { operation: Operation }) {
  const { kind, dryRun, state, limit, ratePerMinute, reason, lastError, finishedAt } = operation;
  return (
    <Facts
      of={{
        Kind: dryRun ? `${kind}: a dry run, which only counts` : kind,
        State: state,
        Of: <Meant operation={operation} />,
        'Asked for': <Moment at={operation.requestedAt} />,
        By: operation.requestedBy ?? 'an operator',
        Why: reason,
        'At most': limit,
        'A minute': ratePerMinute,
        Ended: finishedAt !== null && <Moment at={finishedAt} />,
        'Last fault': lastError && (
          <>
            <bdi>{lastError.reason}</bdi>, <Moment at={lastError.at} />
          </>
        ),
      }}
    />
  );
}

function Meant({ operation }: { operation: Operation }) {
  const selection = selectionOf(operation);
  const { requestIds = [] } = operation;
  if (selection)
    return (
      <Link to={selection.to} query={selection.query}>
        {selection.says}
      </Link>
    );
  return (
    <>
      {requestIds.slice(0, SHOWN).map((requestId) => (
        <span key={requestId}>
          <Link to="lead" id={requestId} class="id">
            {requestId}
          </Link>{' '}
        </span>
      ))}
      {requestIds.length > SHOWN && `and ${inNumbers(requestIds.length - SHOWN)} more`}
    </>
  );
}

const COLUMNS: readonly Column<Reasoned>[] = [
  { name: 'Reason', of: ({ reason }) => reason },
  { name: 'Fate', as: 'word', of: ({ fate }) => fate },
  { name: 'Count', as: 'number', of: ({ count }) => inNumbers(count) },
];

function CameOf({ operation }: { operation: Operation }) {
  const { found, done, dryRun } = operation;
  const rows = notDone(operation);
  return (
    <Section title="What came of it">
      <Progress operation={operation} />
      <p>
        Found {inNumbers(found)}, through with {inNumbers(settledOf(operation))};{' '}
        <strong>{inNumbers(done)}</strong> {dryRun ? 'would be done' : 'done'}.
      </p>
      {rows.length > 0 && (
        <Table
          columns={COLUMNS}
          rows={rows}
          keyOf={({ fate, reason }) => `${fate} ${reason}`}
          classOf={({ fate }) => (fate === 'failed' ? 'trouble' : '')}
          empty=""
        />
      )}
    </Section>
  );
}
