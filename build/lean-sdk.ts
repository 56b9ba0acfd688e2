/**
 * Leaves out of a bundle the generated definitions that the Google SDKs load and the functions never use:
 * admin, beta, IAM, location and operation services, every RPC that no adapter calls, and the descriptors
 * that only gRPC's reflection service tells (docs/adr/014-lean-bundles.md). The bundles pass the end-to-end
 * tests on the emulators, so a definition that is missing does not go unnoticed.
 */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import protobuf from 'protobufjs';

/** The RPCs that the adapters call; the definitions of all others go. */
const RPCS: Readonly<Record<string, readonly string[]>> = {
  'google.firestore.v1.Firestore': [
    'BatchGetDocuments',
    'BatchWrite',
    'Commit',
    'RunQuery',
    'RunAggregationQuery',
  ],
  'google.pubsub.v1.Publisher': ['Publish'],
  'google.pubsub.v1.Subscriber': ['StreamingPull', 'Acknowledge', 'ModifyAckDeadline'],
};

/** Modules that are loaded and never used. Each is replaced by the little that its importers touch. */
const REPLACED: readonly (readonly [path: RegExp, source: string])[] = [
  [/google-gax\/build\/protos\/(?:iam_service|locations|operations)\.js$/, ''],
  [
    /google-gax\/build\/src\/iamService\.js$/,
    'exports.IamClient = class { close() { return Promise.resolve(); } };',
  ],
  [
    /google-gax\/build\/src\/locationService\.js$/,
    'exports.LocationsClient = class { close() { return Promise.resolve(); } };',
  ],
  [
    /google-gax\/build\/src\/operationsClient\.js$/,
    'exports.OperationsClient = class {}; exports.OperationsClientBuilder = class {};',
  ],
  [
    /@google-cloud\/firestore\/build\/protos\/firestore_v1_proto_api\.js$/,
    'exports.google = { firestore: { v1: { Value: class {} } } };',
  ],
  [
    /@google-cloud\/firestore\/build\/src\/v1\/firestore_admin_client\.js$/,
    'exports.FirestoreAdminClient = class {};',
  ],
  [/@google-cloud\/firestore\/build\/src\/v1beta1\/index\.js$/, 'module.exports = class {};'],
];

/** Text of a module that makes what nothing reads, and what stands in its place. */
const EDITED: readonly (readonly [path: RegExp, edits: readonly (readonly [from: string, to: string])[]])[] =
  [
    [
      /@grpc\/proto-loader\/build\/src\/index\.js$/,
      [
        ['require("protobufjs/ext/descriptor")', '{}'],
        ["message.toDescriptor('proto3')", '{ $type: { toObject: () => ({}) } }'],
        ["enumType.toDescriptor('proto3')", '{ $type: { toObject: () => ({}) } }'],
        ["root.toDescriptor('proto3').file", '[]'],
      ],
    ],
  ];

const DEFINITIONS = /@google-cloud\/(?:firestore|pubsub)\/build\/protos\/(?:v1|protos)\.json$/;

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    for (const [filter, contents] of REPLACED) build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    for (const [filter, edits] of EDITED)
      build.onLoad({ filter }, async ({ path }) => ({
        contents: edits.reduce(edited, await readFile(path, 'utf8')),
      }));
    build.onLoad({ filter: DEFINITIONS }, async ({ path }) => ({
      contents: JSON.stringify(pruned(JSON.parse(await readFile(path, 'utf8')))),
      loader: 'json',
    }));
  },
};

function edited(source: string, [from, to]: readonly [from: string, to: string]): string {
  if (!source.includes(from)) throw new Error(`There is no ${from} any more: the SDK has changed.`);
  return source.replace(from, to);
}

/** @returns the definitions without services, methods and messages that none of `RPCS` needs */
function pruned(definitions: protobuf.INamespace): protobuf.INamespace {
  const root = protobuf.Root.fromJSON(definitions);
  root.resolveAll();
  const needed = new Set<string>();
  for (const [service, methods] of Object.entries(RPCS)) collectRpcs(root.lookup(service), methods, needed);
  return { ...definitions, nested: keep(definitions.nested ?? {}, '', needed) };
}

/** @param service null in the other SDK's definitions */
function collectRpcs(
  service: protobuf.ReflectionObject | null,
  methods: readonly string[],
  needed: Set<string>,
): void {
  if (!(service instanceof protobuf.Service)) return;
  for (const name of methods) {
    const method = service.methods[name];
    if (!method) throw new Error(`${service.fullName} has no method ${name}: the SDK has changed.`);
    collect(method.resolvedRequestType, needed);
    collect(method.resolvedResponseType, needed);
  }
}

function collect(type: protobuf.Type | protobuf.Enum | null, needed: Set<string>): void {
  if (type === null || needed.has(type.fullName)) return;
  needed.add(type.fullName);
  if (type instanceof protobuf.Type)
    for (const field of type.fieldsArray) collect(field.resolvedType, needed);
}

type Nested = Readonly<Record<string, protobuf.AnyNestedObject>>;

function keep(
  nested: Nested,
  prefix: string,
  needed: ReadonlySet<string>,
): Record<string, protobuf.AnyNestedObject> {
  const kept = Object.entries(nested).flatMap(([name, definition]) => {
    const reduced = reduce(definition, `${prefix}.${name}`, needed);
    return reduced ? [[name, reduced] as const] : [];
  });
  return Object.fromEntries(kept);
}

function reduce(
  definition: protobuf.AnyNestedObject,
  fullName: string,
  needed: ReadonlySet<string>,
): protobuf.AnyNestedObject | undefined {
  if ('methods' in definition) return reduceService(definition, RPCS[fullName.slice(1)]);
  const inner = 'nested' in definition && definition.nested ? keep(definition.nested, fullName, needed) : {};
  if ('fields' in definition)
    return needed.has(fullName) || Object.keys(inner).length > 0
      ? { ...definition, nested: inner }
      : undefined;
  if ('values' in definition) return needed.has(fullName) ? definition : undefined;
  return Object.keys(inner).length > 0 ? { nested: inner } : undefined;
}

/** Keeps methods without their options, which only a REST transport reads. */
function reduceService(
  service: protobuf.IService,
  methods: readonly string[] | undefined,
): protobuf.IService | undefined {
  if (!methods) return undefined;
  const kept = methods.flatMap((name) => {
    const method = service.methods[name];
    if (!method) return [];
    const {
      options: _options,
      parsedOptions: _parsedOptions,
      ...bare
    } = method as protobuf.IMethod & { parsedOptions?: unknown };
    return [[name, bare] as const];
  });
  return { methods: Object.fromEntries(kept) };
}
