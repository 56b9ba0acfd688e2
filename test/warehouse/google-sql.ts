/**
 * GoogleSQL, the dialect of BigQuery, run by Google's own implementation of it (ZetaSQL): the analyser that
 * BigQuery has, and a reference engine. It is in no list of dependencies, since it weighs 340 MB.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'zetasql');
const LIB = join(FOLDER, 'node_modules', '@fivetrandevelopers', 'zetasql', 'lib', 'zetasql');
const SERVER = join(
  LIB,
  `remote_server${process.arch === 'arm64' ? '_arm' : ''}${process.platform === 'darwin' ? '' : '.so'}`,
);

export const HOW_TO_GET_ZETASQL =
  'The SQL of the warehouse is run by ZetaSQL: npm ci --ignore-scripts --prefix test/warehouse/zetasql';

export function hasZetaSql(): boolean {
  return existsSync(SERVER);
}

/** A kind of column, by its name in the protocol. */
type Kind = 'STRING' | 'TIMESTAMP';

interface Table {
  /** As it stands in the query, without quotes. */
  readonly name: string;
  readonly columns: Readonly<Record<string, Kind>>;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A value as the engine tells it: times as RFC 3339 to the microsecond, days as `YYYY-MM-DD`. */
export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export interface GoogleSql {
  /** @throws Error with the analyser's own words, and where in the query it is wrong */
  run(sql: string, tables: readonly Table[]): Promise<Row[]>;
  stop(): void;
}

/** Features of the language that the views need, each of which BigQuery has. */
const FEATURES = [
  'FEATURE_ANALYTIC_FUNCTIONS',
  'FEATURE_JSON_ARRAY_FUNCTIONS',
  'FEATURE_JSON_TYPE',
  'FEATURE_JSON_VALUE_EXTRACTION_FUNCTIONS',
  'FEATURE_NAMED_ARGUMENTS',
  'FEATURE_V_1_1_WITH_ON_SUBQUERY',
  'FEATURE_V_1_2_SAFE_FUNCTION_CALL',
  'FEATURE_V_1_3_QUALIFY',
];

type Call = (request: object, done: (error: Error | null, answer: Answer) => void) => void;
interface Answer {
  readonly content?: {
    readonly tableData?: { readonly row?: readonly { readonly cell: readonly Cell[] }[] };
  };
  readonly prepared?: { readonly columns?: readonly { readonly name: string }[] };
}
type Cell = Readonly<Record<string, unknown>>;
interface Service {
  waitForReady(deadline: number, done: (error?: Error) => void): void;
  evaluateQuery: Call;
  close(): void;
}

const READY_WITHIN_MS = 30_000;

/** Starts the engine on a free port of this machine. */
export async function startGoogleSql(): Promise<GoogleSql> {
  const port = await freePort();
  const server = spawn(SERVER, ['localhost', String(port)], { stdio: 'ignore' });
  const service = serviceOn(port);
  await new Promise<void>((ready, failed) =>
    service.waitForReady(Date.now() + READY_WITHIN_MS, (error) => (error ? failed(error) : ready())),
  );
  return {
    run: async (sql, tables) => {
      const request = { sql, options: OPTIONS, ...catalogOf(tables) };
      const answer = await new Promise<Answer>((done, failed) =>
        service.evaluateQuery(request, (error, given) => (error ? failed(error) : done(given))),
      );
      const names = (answer.prepared?.columns ?? []).map(({ name }) => name);
      return (answer.content?.tableData?.row ?? []).map(({ cell }) =>
        Object.fromEntries(names.map((name, i) => [name, toValue(cell[i] ?? {})])),
      );
    },
    stop: () => {
      service.close();
      server.kill();
    },
  };
}

const LANGUAGE = {
  productMode: 'PRODUCT_EXTERNAL',
  nameResolutionMode: 'NAME_RESOLUTION_DEFAULT',
  enabledLanguageFeatures: FEATURES,
};
const OPTIONS = { languageOptions: LANGUAGE, defaultTimezone: 'UTC' };

function serviceOn(port: number): Service {
  const load = createRequire(join(LIB, 'index.js'));
  const grpc = load('@grpc/grpc-js');
  const loader = load('@grpc/proto-loader');
  const definition = loader.loadSync('local_service.proto', {
    oneofs: true,
    longs: String,
    includeDirs: [join(LIB, 'protos')],
  });
  const { ZetaSqlLocalService } = grpc.loadPackageDefinition(definition).zetasql.local_service;
  return new ZetaSqlLocalService(`localhost:${port}`, grpc.credentials.createInsecure());
}

function catalogOf(tables: readonly Table[]): object {
  return {
    simpleCatalog: {
      name: 'warehouse',
      builtinFunctionOptions: { languageOptions: LANGUAGE },
      table: tables.map(({ name, columns }) => ({
        name,
        column: Object.entries(columns).map(([column, kind]) => ({
          name: column,
          type: { typeKind: `TYPE_${kind}` },
        })),
      })),
    },
    tableContent: Object.fromEntries(
      tables.map(({ name, columns, rows }) => [
        name,
        {
          tableData: {
            row: rows.map((row) => ({
              cell: Object.entries(columns).map(([column, kind]) => cellOf(kind, row[column] ?? '')),
            })),
          },
        },
      ]),
    ),
  };
}

function cellOf(kind: Kind, text: string): Cell {
  if (kind === 'STRING') return { stringValue: text };
  const seconds = Math.floor(Date.parse(text) / 1000);
  const nanos = Number((/\.(\d+)Z$/.exec(text)?.[1] ?? '').padEnd(9, '0'));
  return { timestampValue: { seconds: String(seconds), nanos } };
}

const DAY_MS = 86_400_000;

function toValue(cell: Cell): Value {
  const [[kind, value] = ['', null]] = Object.entries(cell).filter(([name]) => name !== 'value');
  switch (kind) {
    case 'int64Value':
      return Number(value);
    case 'dateValue':
      return new Date(Number(value) * DAY_MS).toISOString().slice(0, 10);
    case 'timestampValue':
      return timeOf(value as { readonly seconds?: string; readonly nanos?: number });
    default:
      return value === undefined ? null : (value as Value);
  }
}

function timeOf({
  seconds = '0',
  nanos = 0,
}: {
  readonly seconds?: string;
  readonly nanos?: number;
}): string {
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
