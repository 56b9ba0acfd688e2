/**
 * The order in which Terraform makes things, read from its own graph. A mocked apply cannot show that one
 * comes too early, and a real one shows it in an empty project only.
 */

interface Rule {
  readonly name: string;
  /** The resources that the rule is about, by their address without modules. */
  readonly of: RegExp;
  /** Those of them, by their full address, that it is not about. */
  readonly except?: RegExp;
  /** The resource that each of them has to wait for. */
  readonly waitsFor: string;
}

export const ORDER: readonly Rule[] = [
  {
    name: 'whatever is made in the project waits for its APIs, and for their service agents',
    of: /^(?!google_project_service\.)google_/,
    waitsFor: 'time_sleep.apis',
  },
  {
    name: 'that wait begins when the APIs are enabled',
    of: /^time_sleep\.apis$/,
    waitsFor: 'google_project_service.apis',
  },
  {
    name: 'a function is built when the roles of the build account are in force',
    of: /^google_cloudfunctions2_function\./,
    waitsFor: 'time_sleep.build_roles',
  },
  {
    name: 'that wait begins when the roles are granted',
    of: /^time_sleep\.build_roles$/,
    waitsFor: 'google_project_iam_member.build',
  },
  {
    name: "whatever is encrypted with a key of one's own is made when Google's agents may use it",
    of: /^google_(?:firestore_database|pubsub_topic|storage_bucket|artifact_registry_repository|cloudfunctions2_function|bigquery_dataset|bigquery_table)\./,
    waitsFor: 'time_sleep.kms_grants',
  },
  {
    name: 'that wait begins when the key is granted',
    of: /^time_sleep\.kms_grants$/,
    waitsFor: 'google_kms_crypto_key_iam_member.agents',
  },
  {
    name: 'a function starts when it may use what it is told of',
    of: /^google_cloudfunctions2_function\./,
    waitsFor: 'google_project_iam_member.database',
  },
  {
    name: 'a function starts when it may read its secrets',
    of: /^google_cloudfunctions2_function\./,
    waitsFor: 'google_secret_manager_secret_iam_member.files',
  },
  {
    name: 'a function starts when what it queries is indexed',
    of: /^google_cloudfunctions2_function\./,
    // It has no database.
    except: /^module\.deliver_webhooks\./,
    waitsFor: 'google_firestore_index.composite',
  },
  {
    name: 'nothing calls a function before it may',
    of: /^google_(?:cloud_scheduler_job|pubsub_subscription)\.(?:this|push)$/,
    waitsFor: 'google_cloud_run_service_iam_member.caller',
  },
  {
    name: 'Pub/Sub is told to write into BigQuery when it may',
    of: /^google_pubsub_subscription\.warehouse$/,
    waitsFor: 'time_sleep.warehouse_grants',
  },
  {
    name: 'that wait begins when it may write',
    of: /^time_sleep\.warehouse_grants$/,
    waitsFor: 'google_bigquery_dataset_iam_member.pubsub',
  },
  {
    name: 'a view is made when what it reads is there',
    of: /^google_bigquery_table\.sums$/,
    waitsFor: 'google_bigquery_table.results',
  },
  {
    name: 'the ledger is made when the state has been looked at for another one',
    of: /^google_firestore_database\./,
    waitsFor: 'terraform_data.ledger',
  },
  {
    name: 'a ledger is remembered when the project lets it be made',
    of: /^terraform_data\.ledger$/,
    waitsFor: 'time_sleep.apis',
  },
  {
    name: 'no query is watched before the sweep that it waits for is scheduled',
    of: /^google_monitoring_alert_policy\.query$/,
    waitsFor: 'google_cloud_scheduler_job.this',
  },
];

/**
 * @param graph what `terraform graph` prints: `"A" -> "B"` where A waits for B
 * @returns the addresses that do not wait as the rule says; undefined when it is about nothing
 */
export function outOfOrder(graph: string, { of, except, waitsFor }: Rule): string[] | undefined {
  const edges = new Map<string, string[]>();
  for (const [, from = '', to = ''] of graph.matchAll(/"([^"]+)" -> "([^"]+)"/g))
    edges.set(from, [...(edges.get(from) ?? []), to]);
  const nodes = [...graph.matchAll(/^ +"([^"]+)" \[label=/gm)].map(([, node = '']) => node);
  const concerned = nodes.filter((node) => of.test(withoutModules(node)) && !except?.test(node));
  if (concerned.length === 0) return undefined;
  return concerned.filter(
    (node) => !reachableFrom(node, edges).some((met) => withoutModules(met) === waitsFor),
  );
}

function reachableFrom(node: string, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const met = new Set<string>();
  const queue = [node];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const to of edges.get(next) ?? [])
      if (!met.has(to)) {
        met.add(to);
        queue.push(to);
      }
  return [...met];
}

/** `module.sweep_jobs.google_service_account.this` is `google_service_account.this`. */
function withoutModules(address: string): string {
  return address.replace(/^(?:module\.\w+\.)+/, '');
}
