/** `digest ID`: facts of a completed job, what becomes of each field and why, and patches for a CRM. */
import type { Command } from 'commander';
import type { Digest, Digested, Facts } from '../../client/index.ts';
import { DigestedSchema } from '../../shared/api/digested.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { type JsonFields, picked } from '../output/json-fields.ts';
import { tsvCell, visible } from '../output/printable.ts';
import { jsonText } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

interface ShowDigestOptions {
  readonly json?: JsonFields | undefined;
}

const FIELDS = Object.keys(DigestedSchema.unwrap().shape);

export function addShowDigest(digest: Command): void {
  const command = digest
    .command('show', { isDefault: true })
    .description('show facts, decisions with their reasons, and patches; digest ID is the same')
    .argument('<requestId>', 'the job; the first request ID of a lead stands for all of its attempts');
  addReadingOptions(addJsonOption(command, FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((requestId: string, options: GatewayAddress & ShowDigestOptions) =>
      callGateway(options, (call) => showDigest(call, requestId, options)),
    );
}

/** @returns the exit code. @throws as `Jobs.digest` does */
export async function showDigest(
  { jobs, sink, signal }: Pick<GatewayCall, 'jobs' | 'sink' | 'signal'>,
  requestId: string,
  { json }: ShowDigestOptions,
): Promise<number> {
  const digested = await jobs.digest(requestId, { signal });
  const { stream, terminalWidth } = sink;
  if (json) stream.write(`${jsonText(picked(digested, json))}\n`);
  else
    for (const line of terminalWidth === undefined ? forPrograms(digested) : forPeople(digested))
      stream.write(`${line}\n`);
  return DONE;
}

/** Reasons why there is no digest, in words. A newer gateway may have others. */
const WHY: Readonly<Record<string, string>> = {
  'not-completed': 'a completed job alone is digested',
  purged: 'its details were purged',
  erased: 'the data of this person was erased on request',
  'no-payload': 'its answer has no payload',
  'too-large': 'it would be larger than a result may be',
};

function forPeople({ requestId, status, digest, reason }: Digested): string[] {
  if (digest === null) {
    const why = WHY[reason ?? ''] ?? reason ?? '';
    return [visible(`${requestId} is ${status}, and has no digest: ${why}.`)];
  }
  const facts = factLines(digest.facts);
  const decisions = digest.decisions.map(({ action, field, value, was, because }) => [
    action,
    field ?? 'unknown event',
    [value, was === undefined ? undefined : `(was ${was})`].filter((part) => part !== undefined).join(' '),
    because,
  ]);
  const patches = digest.patches.map(({ crm, input }) => [crm, input.id, JSON.stringify(input)]);
  return [
    visible(`${requestId} is ${status}.`),
    ...section('Facts', facts),
    ...section('Decisions', decisions),
    ...section('Patches', patches),
  ];
}

/** Columns as wide as their widest cell, but for the last one, which a terminal breaks. */
function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [`${title}: none`];
  const shown = rows.map((row) => row.map((cell) => visible(cell)));
  const widths = shown[0]?.map((_, at) => Math.max(...shown.map((row) => row[at]?.length ?? 0))) ?? [];
  const lines = shown.map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '),
  );
  return [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

function forPrograms({ requestId, status, digest, reason }: Digested): string[] {
  const { facts, decisions = [], patches = [] }: Partial<Digest> = digest ?? {};
  const rows = [
    ['job', requestId, status, reason ?? ''],
    ...(facts === undefined ? [] : factLines(facts)).map((row) => ['fact', ...row]),
    ...decisions.map(({ action, field, value = '', was = '', rule, because }) => [
      'decision',
      action,
      field ?? '',
      value,
      was,
      rule,
      because,
    ]),
    ...patches.map(({ crm, version, input }) => ['patch', crm, version ?? '', JSON.stringify(input)]),
  ];
  return rows.map((row) => row.map(tsvCell).join('\t'));
}

/** Each fact by its name, its value, and how it came about. */
function factLines({ mobile, linkedIn, employment, emails, mobileCheck }: Facts): string[][] {
  return [
    ...(mobile ? [['mobile', mobile.e164 ?? mobile.raw, mobile.how]] : []),
    ...(linkedIn ? [['linkedIn', linkedIn.url, linkedIn.how]] : []),
    ...(employment ? employmentLines(employment) : []),
    ...emails.map(({ address, deliverable, new: isNew }) => [
      'email',
      address,
      `${isNew ? 'appended' : 'sent'}, ${DELIVERABLE[String(deliverable)] ?? ''}`,
    ]),
    ...(mobileCheck === undefined ? [] : [['mobileCheck', mobileCheck, '']]),
  ];
}

const DELIVERABLE: Readonly<Record<string, string>> = {
  true: 'deliverable',
  false: 'not deliverable',
  null: 'delivery not known',
};

function employmentLines({ state, company, title, leftOn }: NonNullable<Facts['employment']>): string[][] {
  const values = { company, title, leftOn };
  const found = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value, state]] : []));
  return found.length > 0 ? found : [['employment', state, '']];
}
