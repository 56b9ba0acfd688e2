/** The HTTP API as OpenAPI 3.1, for people and generators: nothing stands here that its calls do not say. */

import {
  type Body,
  type Call,
  type Calls,
  type Parameters,
  problemsElsewhere,
  problemsOf,
  type ResponseHeader,
  type ServingFunction,
  type Tag,
} from './call.ts';
import { CALLS } from './calls.ts';
import { type OpenApiSchemas, openApiSchemas } from './openapi-schemas.ts';
import { problemExample } from './problem-examples.ts';
import { ProblemSchema } from './problem-schema.ts';
import { PROBLEMS, type ProblemType } from './problems.ts';
import { ALLOW, RETRY_AFTER } from './response-headers.ts';

const DESCRIPTION =
  'Requests Modigie jobs: each once, every answer followed. Errors are problem documents (RFC 9457), whose ' +
  '`type` is stable. A path that no call has is answered with 404, another method than its calls have with ' +
  '405 with `Allow`; so is a call that is sent to the address of another function. Readers should ignore ' +
  'properties that they do not know: more may come.';

const TAGS: Readonly<Record<Tag, string>> = {
  submit: 'Handing jobs in.',
  operate: 'What a person changes: sending a job again.',
  read: 'What became of them.',
  service: 'The API itself.',
};

const ADDRESSES: Readonly<Record<ServingFunction, string>> = {
  'submit-jobs': 'submit_url',
  'operate-jobs': 'operate_url',
  'query-jobs': 'query_url',
  'deliver-webhooks': 'webhooks_url',
};

/** @returns the document; made anew each time, since hardly anybody asks for it */
export function openApi(calls: Calls = CALLS) {
  const schemas = openApiSchemas();
  const paths = pathsOf(calls, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'modigie-gateway',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [HERE],
    security: [{ identityToken: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemas.components(),
      securitySchemes: { identityToken: IDENTITY_TOKEN },
      responses: REFUSED_BY_PLATFORM,
    },
  };
}

const HERE = {
  url: '/',
  description: 'One address for every call: a gateway on one machine, or behind a proxy.',
};

const IDENTITY_TOKEN = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    "An identity token that Google signed, whose audience is the function's address: " +
    '`gcloud auth print-identity-token`. A gateway on one machine asks for none.',
};

/** Google Cloud turns callers away before a function sees them, and says so as a web page. */
const REFUSED_BY_PLATFORM = {
  Unauthenticated: page('There is no identity token, or none that is valid. Answered by Google Cloud.'),
  Forbidden: page('The caller may not call this function. Answered by Google Cloud.'),
};

function page(description: string) {
  return { description, content: { 'text/html': { schema: { type: 'string' } } } };
}

function pathsOf(calls: Calls, schemas: OpenApiSchemas) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, call] of Object.entries(calls)) {
    paths[call.path] = {
      ...paths[call.path],
      [call.method.toLowerCase()]: { operationId, ...operationOf({ call, calls }, schemas) },
    };
  }
  return paths;
}

/** A call, among all of them. */
interface Described {
  readonly call: Call;
  readonly calls: Calls;
}

function operationOf({ call, calls }: Described, schemas: OpenApiSchemas) {
  const parameters = [
    ...parametersOf('path', call.pathParameters, schemas),
    ...parametersOf('query', call.query, schemas),
    ...parametersOf('header', call.headers, schemas),
  ];
  const problems = problemResponsesOf({ call, calls }, schemas);
  return {
    summary: call.summary,
    description: [call.description, aboutIdempotencyKey(call), `For ${call.callers}.`]
      .filter((paragraph) => paragraph !== undefined)
      .join('\n\n'),
    tags: [call.tag],
    servers: [HERE, addressOf(call.servedBy)],
    ...(parameters.length > 0 && { parameters }),
    ...(call.body && { requestBody: requestBodyOf(call.body, schemas) }),
    responses: {
      ...successesOf(call, schemas),
      ...PLATFORM,
      ...problems,
      ...(problems[403] && { 403: alsoByPlatform(problems[403], REFUSED_BY_PLATFORM.Forbidden) }),
    },
  };
}

function aboutIdempotencyKey({ idempotencyKey }: Call): string | undefined {
  return typeof idempotencyKey === 'object'
    ? `The header Idempotency-Key is refused (400): it ${idempotencyKey.refusedBecause}`
    : undefined;
}

const PLATFORM = {
  401: { $ref: '#/components/responses/Unauthenticated' },
  403: { $ref: '#/components/responses/Forbidden' },
};

/** A status that both answer with: the function, and Google Cloud before it. */
function alsoByPlatform(own: Answered, { description, content }: Answered): Answered {
  return {
    ...own,
    description: `${own.description} Or: ${description}`,
    content: { ...own.content, ...content },
  };
}

/** A response, as the document describes it. */
interface Answered {
  readonly description: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** In the cloud each function has an address of its own. */
function addressOf(name: ServingFunction) {
  return {
    url: '{address}',
    description: `The function ${name} in the cloud.`,
    variables: {
      address: { default: `https://${name}.invalid`, description: `Terraform's output ${ADDRESSES[name]}.` },
    },
  };
}

function parametersOf(
  place: 'path' | 'query' | 'header',
  of: Parameters | undefined,
  schemas: OpenApiSchemas,
) {
  if (!of) return [];
  return schemas.parameters(of).map(({ name, required, schema: { description, ...schema } }) => ({
    name,
    in: place,
    required,
    description,
    // A list's values stand between commas.
    ...(schema['type'] === 'array' && { style: 'form', explode: false }),
    schema,
  }));
}

function requestBodyOf(
  { optional = false, maxBytes, maxValues, items, content }: Body,
  schemas: OpenApiSchemas,
) {
  const ofEach = items ? `, ${inFigures(items.maxValues)} of an item` : '';
  return {
    description: `At most ${inFigures(maxBytes)} bytes, and ${inFigures(maxValues)} JSON values at all levels${ofEach}.`,
    required: !optional,
    content: contentOf(content, schemas),
  };
}

function inFigures(number: number): string {
  return number.toLocaleString('en-US');
}

function contentOf(content: Body['content'], schemas: OpenApiSchemas) {
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema, example }]) => [
      type,
      // Several JSON texts are no JSON text: of a line-wise type, the schema can only be text (OpenAPI 3.1).
      type === 'application/x-ndjson'
        ? { schema: { type: 'string' }, example: `${JSON.stringify(example)}\n` }
        : { schema: schemas.content(schema), example },
    ]),
  );
}

function successesOf({ responses }: Call, schemas: OpenApiSchemas) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, schema, example, headers }]) => [
      status,
      {
        description,
        ...(headers && { headers: headersOf(headers, schemas) }),
        content: { 'application/json': { schema: schemas.content(schema), example } },
      },
    ]),
  );
}

function headersOf(headers: Readonly<Record<string, ResponseHeader>>, schemas: OpenApiSchemas) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, { description, required, schema }]) => [
      name,
      { description, required, schema: schemas.value(schema) },
    ]),
  );
}

const PROBLEM_HEADERS: Readonly<Partial<Record<ProblemType, Readonly<Record<string, ResponseHeader>>>>> = {
  'method-not-allowed': { Allow: ALLOW },
  unavailable: { 'Retry-After': RETRY_AFTER },
  'over-budget': { 'Retry-After': RETRY_AFTER },
};

function problemResponsesOf(
  { call, calls }: Described,
  schemas: OpenApiSchemas,
): Partial<Record<number, Answered>> {
  const problems = [...problemsOf(call), ...problemsElsewhere(call, calls)];
  const byStatus = Map.groupBy(problems, (type) => PROBLEMS[type].status);
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      status,
      {
        description: `${types.map((type) => PROBLEMS[type].title).join(', or: ')}.`,
        ...(types.some((type) => type in PROBLEM_HEADERS) && {
          headers: headersOf(Object.assign({}, ...types.map((type) => PROBLEM_HEADERS[type])), schemas),
        }),
        content: {
          'application/problem+json': {
            schema: schemas.content(ProblemSchema),
            examples: examplesOf(types, call),
          },
        },
      },
    ]),
  );
}

function examplesOf(types: readonly ProblemType[], call: Call) {
  return Object.fromEntries(types.map((type) => [type, { value: problemExample(type, call) }]));
}
