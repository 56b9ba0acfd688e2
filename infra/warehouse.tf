# Results in BigQuery, where var.bigquery says so: two tables that Pub/Sub itself writes, and views on them. Nothing of
# the gateway runs there but a transform of each message. docs/warehouse.md.

locals {
  # Each is a subscription of the results topic, a dataset and the raw table in it. Messages have no schema: a new
  # member must never stop the subscription.
  raw_tables = var.bigquery == null ? {} : {
    facts = {
      dataset   = var.bigquery.dataset
      table     = "facts_raw"
      days      = var.bigquery.facts_days
      transform = file("${path.module}/transforms/facts.js")
      readers   = var.bigquery.readers
      about     = "Results of leads, without personal data."
    }
    personal = {
      dataset   = "${var.bigquery.dataset}_personal"
      table     = "results_raw"
      days      = var.bigquery.personal_days
      transform = null
      readers   = var.bigquery.personal_readers
      about     = "Results of leads, with all that was found about persons."
    }
  }

  # Columns that a subscription with write_metadata fills. data is text: JSON would refuse numbers beyond 2^53.
  raw_columns = [
    { name = "subscription_name", type = "STRING" },
    { name = "message_id", type = "STRING" },
    { name = "publish_time", type = "TIMESTAMP" },
    { name = "data", type = "STRING" },
    { name = "attributes", type = "STRING" },
  ]

  warehouse_readers = merge([for name, raw in local.raw_tables :
    { for member in toset(raw.readers) : "${name} ${member}" => { of = name, member = member } }
  ]...)
}

resource "google_bigquery_dataset" "raw" {
  for_each    = local.raw_tables
  project     = local.project_id
  dataset_id  = each.value.dataset
  location    = var.bigquery.location
  description = each.value.about
  labels      = var.labels
  # Deleted rows can be brought back for so long: BigQuery's least for persons, its usual week for the rest.
  max_time_travel_hours = each.key == "personal" ? "48" : "168"

  dynamic "default_encryption_configuration" {
    for_each = local.kms_key[*]
    content {
      kms_key_name = default_encryption_configuration.value
    }
  }
}

resource "google_bigquery_table" "raw" {
  for_each            = local.raw_tables
  project             = local.project_id
  dataset_id          = google_bigquery_dataset.raw[each.key].dataset_id
  table_id            = each.value.table
  description         = "${each.value.about} As Pub/Sub writes them: read the views."
  labels              = var.labels
  schema              = jsonencode(local.raw_columns)
  deletion_protection = var.deletion_protection

  time_partitioning {
    type  = "DAY"
    field = "publish_time"
    # For good is a hundred years: the provider leaves alone what is null, and a time that was given once would stay.
    expiration_ms = (each.value.days == 0 ? 36500 : each.value.days) * 86400000
  }
  dynamic "encryption_configuration" {
    for_each = local.kms_key[*]
    content {
      kms_key_name = encryption_configuration.value
    }
  }
}

# Without it a subscription is refused, or stops when it is taken away. The datasets hold these tables and views alone.
resource "google_bigquery_dataset_iam_member" "pubsub" {
  for_each   = local.raw_tables
  project    = local.project_id
  dataset_id = google_bigquery_dataset.raw[each.key].dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = local.pubsub_agent
}

# A reader needs roles/bigquery.jobUser as well, on the project that pays for the queries.
resource "google_bigquery_dataset_iam_member" "readers" {
  for_each   = local.warehouse_readers
  project    = local.project_id
  dataset_id = google_bigquery_dataset.raw[each.value.of].dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = each.value.member
}

# Pub/Sub looks whether it may write when the subscription is made, and a grant takes its time.
resource "time_sleep" "warehouse_grants" {
  count           = var.bigquery == null ? 0 : 1
  create_duration = "60s"
  triggers = {
    grants = join(" ", [for name, grant in google_bigquery_dataset_iam_member.pubsub : "${grant.dataset_id} ${grant.member}"])
  }
}

resource "google_pubsub_subscription" "warehouse" {
  for_each             = local.raw_tables
  project              = local.project_id
  name                 = "${var.prefix}-warehouse-${each.key}"
  topic                = google_pubsub_topic.topics["results"].id
  labels               = var.labels
  ack_deadline_seconds = 60
  # While BigQuery does not take them.
  message_retention_duration = local.week

  bigquery_config {
    table          = join(".", [local.project_id, each.value.dataset, google_bigquery_table.raw[each.key].table_id])
    write_metadata = true
  }
  dynamic "message_transforms" {
    for_each = each.value.transform[*]
    content {
      javascript_udf {
        function_name = "factsOf"
        code          = message_transforms.value
      }
    }
  }
  expiration_policy {
    ttl = ""
  }
  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }
  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.topics["results-undelivered"].id
    max_delivery_attempts = var.max_delivery_attempts
  }

  depends_on = [time_sleep.warehouse_grants]
}

# The other grant of dead-lettering, on the topic, is that of the results subscription: pubsub.tf.
resource "google_pubsub_subscription_iam_member" "warehouse_dead_letter_subscriber" {
  for_each     = local.raw_tables
  project      = local.project_id
  subscription = google_pubsub_subscription.warehouse[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}
