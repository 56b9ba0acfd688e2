// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's.
/** Mistakes of people who write Terraform, in what makes tables of BigQuery and writes them. */
import { bugsIn } from '../planted-bug.ts';

export const WAREHOUSE_MISTAKES = [
  ...bugsIn('./infra/warehouse.tf', {
    'a new member of a result stops what writes it': [
      '    write_metadata = true',
      '    write_metadata = true\n    use_table_schema = true',
    ],
    'what writes results ends when none come for a month': [
      '  expiration_policy {\n    ttl = ""',
      '  expiration_policy {\n    ttl = "2678400s"',
    ],
    'Pub/Sub may not write into BigQuery': ['"roles/bigquery.dataEditor"', '"roles/bigquery.dataViewer"'],
    'what writes results is made before it may': ['\n  depends_on = [time_sleep.warehouse_grants]\n', ''],
    'the wait for the grant does not wait for it': [
      '[for name, grant in google_bigquery_dataset_iam_member.pubsub : "${grant.dataset_id} ${grant.member}"]',
      '[for name, dataset in google_bigquery_dataset.raw : "${dataset.dataset_id} ${local.pubsub_agent}"]',
    ],
    'persons are kept for years': [
      'transform = file("${path.module}/transforms/facts.js")',
      'transform = null',
    ],
    'persons are kept for good': [
      'expiration_ms = (each.value.days == 0 ? 36500 : each.value.days) * 86400000',
      'expiration_ms = null',
    ],
    'what was kept for some days once is never kept for good': [
      'expiration_ms = (each.value.days == 0 ? 36500 : each.value.days) * 86400000',
      'expiration_ms = each.value.days == 0 ? null : each.value.days * 86400000',
    ],
    'analysts see persons': [
      'readers   = var.bigquery.personal_readers',
      'readers   = concat(var.bigquery.readers, var.bigquery.personal_readers)',
    ],
    'Pub/Sub may not move what BigQuery refuses': [
      'google_pubsub_subscription.warehouse[each.key].name',
      'google_pubsub_subscription.results.name',
    ],
  }),
  ...bugsIn('./infra/warehouse-views.tf', {
    'a view of persons is where everybody reads': [
      'google_bigquery_dataset.raw["personal"].dataset_id',
      'google_bigquery_dataset.raw["facts"].dataset_id',
    ],
    'a view is made before what it reads': [
      '{ for name, view in google_bigquery_table.results :\n    name => "`${local.project_id}.${view.dataset_id}.${view.table_id}`"\n  }',
      '{\n    results = "`${local.project_id}.${try(var.bigquery.dataset, "")}.results`"\n  }',
    ],
  }),
  ...bugsIn('./infra/encryption.tf', {
    'BigQuery may not use the key': [
      '    bigquery = "serviceAccount:bq-${local.project_number}@bigquery-encryption.iam.gserviceaccount.com"\n',
      '',
    ],
  }),
  ...bugsIn('./infra/variables-warehouse.tf', {
    'results leave their regions for BigQuery': [
      'contains(var.message_regions, try(var.bigquery.location, var.region)),',
      'true,',
    ],
  }),
];
