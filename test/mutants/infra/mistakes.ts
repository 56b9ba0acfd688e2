// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's.
/** Mistakes of people who write Terraform, which `npm run mutants:infra` plants in `infra/`. */
import { bugsIn } from '../planted-bug.ts';
import { WAREHOUSE_MISTAKES } from './warehouse-mistakes.ts';

const FUNCTION = './infra/modules/function';
const SETTINGS = './infra/modules/settings/variables.tf';
const MONEY = './infra/modules/settings/variables-money.tf';

/** In the order of docs/planted-mistakes.md. */
export const PLANTED_MISTAKES = [
  // A first apply to an empty project.
  ...bugsIn('./infra/apis.tf', {
    'an API is missing': ['    "iam.googleapis.com",\n', ''],
    'nothing waits for the APIs': ['time_sleep.apis.triggers["project_id"]', 'var.project_id'],
    'the wait for service agents is no wait': ['create_duration = "60s"', 'create_duration = "0s"'],
    'the wait for service agents does not wait for the APIs': [
      'join(" ", sort([for api in google_project_service.apis : api.service]))',
      '"all"',
    ],
    'a teardown disables APIs that others use': ['disable_on_destroy = false', 'disable_on_destroy = true'],
  }),
  ...bugsIn('./infra/build.tf', {
    'the first build does not wait for its roles': [
      'time_sleep.build_roles.triggers["account"]',
      'google_service_account.build.id',
    ],
    'the build account may not write images': [
      'role       = "roles/artifactregistry.writer"',
      'role       = "roles/artifactregistry.reader"',
    ],
    'the build account may write the images of others': [
      'resource "google_artifact_registry_repository_iam_member" "build" {\n  project    = local.project_id\n  location   = var.region\n  repository = google_artifact_registry_repository.images.name',
      'resource "google_artifact_registry_repository_iam_member" "build" {\n  project    = local.project_id\n  location   = var.region\n  repository = "gcf-artifacts"',
    ],
    'images are not encrypted with the key': ['  kms_key_name  = local.kms_key', '  kms_key_name  = null'],
    'the build account may do more than build': [
      '"roles/storage.objectViewer"',
      '"roles/cloudbuild.builds.builder"',
    ],
  }),
  ...bugsIn('./infra/pubsub.tf', {
    'topics are not encrypted with the key': ['  kms_key_name = local.kms_key', '  kms_key_name = null'],
    'messages may leave the regions': ['length(var.message_regions) == 0 ? [] : [var.message_regions]', '[]'],
    'results that were given up may not be taken': [
      'google_pubsub_subscription.last_resorts["results-undelivered"].name',
      'google_pubsub_subscription.results.name',
    ],
    'Pub/Sub may not move the dead letters of results': [
      'google_pubsub_topic.topics["results-undelivered"].id\n  role   = "roles/pubsub.publisher"',
      'google_pubsub_topic.topics["results"].id\n  role   = "roles/pubsub.publisher"',
    ],
    'there is nothing to take a webhook back to': ['each.key == "results" && local.has_webhooks', 'false'],
  }),
  ...bugsIn('./infra/webhooks.tf', {
    'a webhook has every result': ['    filter = local.webhook_filters[webhook.name]\n', ''],
    'a filter is longer than Pub/Sub takes': ['<= 340', '<= 999'],
    'another filter has the name of the one before': [
      '"webhook.${name}.${substr(sha256(filter), 0, 8)}"',
      '"webhook.${name}.00000000"',
    ],
    'a webhook that goes takes the dead letters of others along': ['      granted = true\n', ''],
    'everybody tries webhooks': [
      '  invokers = var.operators',
      '  invokers = concat(var.operators, local.anybody)',
    ],
  }),
  ...bugsIn('./infra/encryption.tf', {
    'one of the agents may not use the key': ['      pubsub            = "gcp-sa-pubsub"\n', ''],
  }),

  // A second apply, another state, another root.
  ...bugsIn('./infra/firestore.tf', {
    'a ledger is left behind': ['deletion_policy = "DELETE"', 'deletion_policy = "ABANDON"'],
    'the state forgets which ledger it holds': ['ignore_changes = [input]', 'ignore_changes = []'],
    'another key in the same state is taken': [
      'var.kms_key == "" ? "with Google\'s keys" : "with ${var.kms_key}",',
      '"with a key",',
    ],
    'an apply that was not let in is remembered': [
      '  input      = local.ledger\n  depends_on = [time_sleep.apis]',
      '  input      = local.ledger',
    ],
    'functions are faster than their index': ['  depends_on = [google_firestore_index.composite]\n', ''],
    'another prefix in the same state is taken': [
      'terraform_data.ledger.output == local.ledger',
      'terraform_data.ledger.output != ""',
    ],
    'indexes are looked for in the root that calls': [
      '${path.module}/firestore.indexes.json',
      '${path.root}/firestore.indexes.json',
    ],
    'the log of access is of an API that is not configured so': [
      'service = "datastore.googleapis.com"',
      'service = "firestore.googleapis.com"',
    ],
  }),
  ...bugsIn('./infra/versions.tf', {
    'the module configures a provider': [
      'terraform {\n  required_version',
      'provider "google" {}\n\nterraform {\n  required_version',
    ],
  }),
  ...bugsIn('./infra/dashboard.tf', {
    'each plan changes the dashboard': ['columns = "2"', 'columns = 2'],
  }),
  ...bugsIn('./infra/monitoring.tf', {
    'two deployments count into one metric': [
      'name     = "${var.prefix}/${each.key}"',
      'name     = "modigie-gateway/${each.key}"',
    ],
    'alerts are about deployments of other projects': [
      'of_log       = "${local.of_project},monitored',
      'of_log       = "monitored',
    ],
    'a call that no instance takes is not counted': ['httpRequest.status=429 OR ', ''],
    'alerts do not reach the addresses': [
      '[for channel in google_monitoring_notification_channel.emails : channel.name],',
      '[],',
    ],
    'a refusal by the function is not counted': [
      '(httpRequest.status=401 OR httpRequest.status=403)',
      '(httpRequest.status=403)',
    ],
  }),

  // One function: who calls it, as what, from which bundle.
  ...bugsIn(`${FUNCTION}/callers.tf`, {
    'the scheduler calls before it may': [
      '  # Its first call is within a minute.\n  depends_on = [google_cloud_run_service_iam_member.caller]\n',
      '',
    ],
    'invokers are granted by their position': [
      '  for_each = var.invokers\n',
      '  for_each = { for i, member in tolist(var.invokers) : i => member }\n',
    ],
    'a function that is replaced loses its invokers': [
      '  member   = each.value\n\n  lifecycle {\n    replace_triggered_by = [google_cloudfunctions2_function.this.id]\n  }\n',
      '  member   = each.value\n',
    ],
    'a change of a function shuts its caller out': [
      '  member   = "serviceAccount:${var.caller.email}"\n\n  lifecycle {\n    replace_triggered_by = [google_cloudfunctions2_function.this.id]',
      '  member   = "serviceAccount:${var.caller.email}"\n\n  lifecycle {\n    replace_triggered_by = [google_cloudfunctions2_function.this]',
    ],
    'a subscription that nobody uses expires': ['    ttl = ""\n', '    ttl = "2678400s"\n'],
    'Pub/Sub may not take what it gives up': [
      '  for_each     = local.dead_lettering\n',
      '  for_each     = {}\n',
    ],
    'the audience is known only after the apply': [
      '"https://${local.service}-${var.deployment.project_number}.${var.deployment.region}.run.app"',
      'google_cloudfunctions2_function.this.service_config[0].uri',
    ],
  }),
  ...bugsIn(`${FUNCTION}/function.tf`, {
    'a region that changes loses its bundles': ['"${var.deployment.region}/${var.name}-', '"${var.name}-'],
    'a teardown needs bundles': ['fileexists(local.bundle)', 'filemd5(local.bundle) != ""'],
    'a rotated key is not read': ['version = var.acts_as.key_version', 'version = "latest"'],
    'named members are taken for everybody': [
      'length(setintersection(var.invokers, local.everybody)) == 0 ? "named" : "everybody"',
      '"everybody"',
    ],
    'a rotated secret is read by nobody': ['          version = "latest"', '          version = "1"'],
    'how tokens are checked is not as said': [
      'PUSH_AUTHENTICATION = var.caller.authentication',
      'PUSH_AUTHENTICATION = "signature"',
    ],
  }),
  ...bugsIn(`${FUNCTION}/variables.tf`, {
    'a caller may be among everybody': [
      'var.caller == null || length(setintersection(var.invokers, local.everybody)) == 0',
      'var.caller == null || length(var.invokers) >= 0',
    ],
  }),
  ...bugsIn(`${FUNCTION}/permissions.tf`, {
    'a secret that is mounted may not be read': ['toset(values(var.secret_files))', 'toset([])'],
    'who reads the ledger may write it': [
      'var.database.access == "read" ? "roles/datastore.viewer" : "roles/datastore.user"',
      '"roles/datastore.user"',
    ],
  }),

  // The functions together.
  ...bugsIn('./infra/functions.tf', {
    'budgets are told of the instances of one function': [
      'sum(values(local.accepting)[*].max)',
      'local.accepting["submit-jobs"].max',
    ],
    'query-jobs may write': ['database = local.ledger_read', 'database = local.ledger_written'],
    'another account than agreed pushes answers': [
      'coalesce(var.push_account, var.application_account)',
      'var.application_account',
    ],
    'everybody may retry': [
      '  invokers = var.operators',
      '  invokers = concat(var.operators, local.anybody)',
    ],
    'a function that ends jobs may not deliver their results': [
      '  publishes_to = merge(local.results, local.dead_letters)\n  acts_as      = local.application\n\n  ingress = "ALLOW_INTERNAL_ONLY"\n  caller  = { email = google_service_account.callers["push"]',
      '  publishes_to = local.dead_letters\n  acts_as      = local.application\n\n  ingress = "ALLOW_INTERNAL_ONLY"\n  caller  = { email = google_service_account.callers["push"]',
    ],
  }),
  ...bugsIn('./infra/callers.tf', {
    'accounts are made before the API of IAM is enabled': [
      'toset(["push", "schedule"])\n  project      = local.project_id',
      'toset(["push", "schedule"])\n  project      = var.project_id',
    ],
    'Pub/Sub may do more than sign': [
      'roles/iam.serviceAccountOpenIdTokenCreator',
      'roles/iam.serviceAccountTokenCreator',
    ],
  }),

  // Alerts: the metrics that they see, the channels that they reach.
  ...bugsIn('./infra/alerts-queries.tf', {
    'a sweep that never was is not missed': ['"absent_over_time(run', '"0 * avg_over_time(run'],
    'a slow schedule raises alerts between sweeps': ['[${schedule.gap + 60}s]', '[120s]'],
    'a pull that never was is not missed': ['var.response_delivery == "push" ? {} : {', 'true ? {} : {'],
    'one failed call wakes a person': ['3 * schedule.gap))}s])) > 1.5"', '3 * schedule.gap))}s])) > 0.5"'],
    'one job that is rejected wakes a person': [' > 4.5"', ' > 0.5"'],
  }),
  ...bugsIn('./infra/alerts.tf', {
    'a result that a webhook does not take calls nobody': [
      '{ for name, key in local.webhook_subscriptions :',
      '{ for name, key in {} :',
    ],
    'results that nobody is to take call a person': [
      'length(var.results_consumers) == 0 ? {} : {',
      'false ? {} : {',
    ],
  }),

  // Values that variables may have.
  ...bugsIn('./infra/variables.tf', {
    'a region of two digits is refused': [
      '[a-z]+-[a-z]+[0-9]+$", var.region',
      '[a-z]+-[a-z]+[0-9]$", var.region',
    ],
    'a prefix too short for a database is taken': ['[a-z0-9-]{2,18}', '[a-z0-9-]{1,18}'],
  }),
  ...bugsIn('./infra/variables-callers.tf', {
    'the gateway is open to the internet by one word': [
      ' || var.allow_unauthenticated_from_internet',
      ' || true',
    ],
  }),
  ...bugsIn('./infra/variables-alerts.tf', {
    'alerts may reach nobody': [
      'length(var.alert_emails) + length(var.notification_channels) > 0',
      'length(var.alert_emails) + length(var.notification_channels) >= 0',
    ],
  }),
  ...bugsIn('./infra/variables-modigie.tf', {
    'whoever has the key may forge answers': [
      'var.push_account != "" || var.application_key_secret == ""',
      'var.push_account == var.push_account || var.application_key_secret == ""',
    ],
  }),
  ...bugsIn(MONEY, {
    'a budget that never counts is taken': [
      'contains(keys(var.job_types), coalesce(budget.jobType, "-"))',
      'budget.jobType != ""',
    ],
    'a budget by a tag that is not counted is taken': [
      'contains(local.dimensions, budget.tag)',
      'budget.tag != ""',
    ],
    'answers that are purged by then may be reused': [
      'rule.days * 86400000 <= local.retention_ms',
      'rule.days <= local.retention_ms',
    ],
  }),
  ...bugsIn(SETTINGS, {
    'alternatives that the code takes are refused': [
      'length(needed.anyOf) > 0 &&',
      'length(needed.anyOf) > 9 &&',
    ],
    'a misspelt member of the policy is taken': [
      '"retentionMs", "tracking",\n    ])) == 0',
      '"retentionMs", "tracking",\n    ])) >= 0',
    ],
  }),
  ...bugsIn('./infra/modules/settings/variables-webhooks.tf', {
    'results may leave unencrypted': ['"^https://([A-Za-z0-9.-]+', '"^https?://([A-Za-z0-9.-]+'],
    'results may be posted to a port of something else': ['port > 1023 &&', 'port > 21 &&'],
  }),
  ...bugsIn('./infra/modules/schedule/schedule.tf', {
    'the night is not counted between two sweeps': ['local.minutes[0] + 24 * 60', 'minute + 1'],
  }),

  // Results in BigQuery.
  ...WAREHOUSE_MISTAKES,
];
