# Topics, and the subscriptions that are pulled from. The one that is pushed is of intake-jobs: functions.tf.

locals {
  topics = {
    intake              = "jobs that your systems publish, instead of calling submit-jobs"
    results             = "what came of each lead"
    dead-letters        = "messages that were set aside and that the ledger did not take, with their reason"
    intake-undelivered  = "jobs that intake-jobs never acknowledged"
    results-undelivered = "results that your consumer never acknowledged"
  }

  # A pull subscription on each topic of last resort, beside the push to keep-dead-letters: the backup, for as long as
  # no record can be made of what is published there.
  last_resorts = toset(["dead-letters", "intake-undelivered", "results-undelivered"])

  week = "604800s"
}

resource "google_pubsub_topic" "topics" {
  for_each     = local.topics
  project      = local.project_id
  name         = "${var.prefix}-${each.key}"
  labels       = var.labels
  kms_key_name = local.kms_key

  # So that a webhook can be taken back in time, also one whose subscription is new (docs/webhooks.md).
  message_retention_duration = each.key == "results" && local.has_webhooks ? local.week : null

  dynamic "message_storage_policy" {
    for_each = length(var.message_regions) == 0 ? [] : [var.message_regions]
    content {
      allowed_persistence_regions = message_storage_policy.value
    }
  }
}

# For your own consumer, so that no result is published to nobody.
resource "google_pubsub_subscription" "results" {
  project                    = local.project_id
  name                       = "${var.prefix}-results"
  topic                      = google_pubsub_topic.topics["results"].id
  labels                     = var.labels
  ack_deadline_seconds       = 60
  message_retention_duration = local.week

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
}

resource "google_pubsub_subscription_iam_member" "results_consumers" {
  for_each     = toset(var.results_consumers)
  project      = local.project_id
  subscription = google_pubsub_subscription.results.name
  role         = "roles/pubsub.subscriber"
  member       = each.value
}

# Results that they did not acknowledge are theirs, too.
resource "google_pubsub_subscription_iam_member" "results_undelivered_consumers" {
  for_each     = toset(var.results_consumers)
  project      = local.project_id
  subscription = google_pubsub_subscription.last_resorts["results-undelivered"].name
  role         = "roles/pubsub.subscriber"
  member       = each.value
}

resource "google_pubsub_subscription" "last_resorts" {
  for_each = local.last_resorts
  project  = local.project_id
  name     = "${var.prefix}-${each.value}"
  topic    = google_pubsub_topic.topics[each.value].id
  labels   = var.labels
  # A person looks at each message before acknowledging it. More Pub/Sub does not take.
  ack_deadline_seconds       = 600
  message_retention_duration = local.week

  expiration_policy {
    ttl = ""
  }
}

# Without these two grants dead-lettering silently does not work: Pub/Sub itself moves the message.
resource "google_pubsub_topic_iam_member" "results_dead_letter_publisher" {
  topic  = google_pubsub_topic.topics["results-undelivered"].id
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "results_dead_letter_subscriber" {
  project      = local.project_id
  subscription = google_pubsub_subscription.results.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}
