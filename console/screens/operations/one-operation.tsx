/** One operation: what was asked for, by whom and why, and what came of it so far. */
import type { Operation } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Answer } from '../../parts/answer.tsx';
import { type Columns, number, text, word } from '../../parts/columns.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { notDone, type Reasoned } from './operation-counts.ts';
import { selectionOf } from './operation-selection.ts';
import { Progress } from './operation-table.tsx';

const EVERY_MS = 2_000;
/** Request IDs that are shown; a person who has asked for more has them. */
const SHOWN = 20;

export function OneOperation({ id }: { id: string }) {
  return (
    <Answer
      to="GET /v1/operations/{id}"
      id={id}
      every={(operation) => (operation?.finishedAt === null ? EVERY_MS : undefined)}
    >
      {(operation) => (
        <>
          <WasAsked operation={operation} />
          {operation.finishedAt === null && operation.state !== 'aborting' && (
            <Act
              verb="Abort"
              consequence="It ends before its next page of up to 100. What is done stays done."
              to="POST /v1/operations/{id}:abort"
              id={id}
              said={() => 'It ends.'}
            />
          )}
          <CameOf operation={operation} />
        </>
      )}
    </Answer>
  );
}

function WasAsked({ operation }: { operation: Operation }) {
  const { lastError, finishedAt } = operation;
  return (
    <Facts
      of={{
        Kind: `${operation.kind}${operation.dryRun ? ', dry run' : ''}`,
        State: operation.state,
        Of: <Meant operation={operation} />,
        'Asked for': <Moment at={operation.requestedAt} />,
        By: operation.requestedBy,
        Why: operation.reason,
        'At most': operation.limit,
        'A minute': operation.ratePerMinute,
        Ended: finishedAt && <Moment at={finishedAt} />,
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
  if (selection)
    return (
      <Link to={selection.to} query={selection.query}>
        {selection.says}
      </Link>
    );
  const { requestIds = [] } = operation;
  return (
    <>
      {requestIds.slice(0, SHOWN).map((requestId) => (
        <span key={requestId}>
          <Link to="lead" id={requestId} />{' '}
        </span>
      ))}
      {requestIds.length > SHOWN && `and ${inNumbers(requestIds.length - SHOWN)} more`}
    </>
  );
}

const COLUMNS: Columns<Reasoned> = {
  Reason: text('reason'),
  Fate: word('fate'),
  Count: number('count'),
};

function CameOf({ operation }: { operation: Operation }) {
  const { found, done, dryRun } = operation;
  return (
    <Section title="What came of it">
      <Progress operation={operation} />
      <p>
        Of {inNumbers(found)} found, <strong>{inNumbers(done)}</strong>{' '}
        {dryRun ? 'would be done' : 'are done'}.
      </p>
      <Table columns={COLUMNS} rows={notDone(operation)} isTrouble={({ fate }) => fate === 'failed'} />
    </Section>
  );
}
