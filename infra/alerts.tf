# Alerts on what Google measures. Each calls a person, and docs/operate.md says what to do.

locals {
  # Modigie's subscriptions are in Modigie's project: they are seen once that project is in this one's metrics scope.
  # Results age unread where nobody takes them, which is no fault.
  backlog_subscriptions = merge(
    { intake = module.intake_jobs.subscriptions["intake"].id },
    length(var.results_consumers) == 0 ? {} : { results = google_pubsub_subscription.results.id },
    { for name in toset(var.response_subscriptions) : "answers ${name}" => name },
    { for name, subscription in google_pubsub_subscription.warehouse : "warehouse-${name}" => subscription.id },
    # The keys are known before the subscriptions are.
    { for name, key in local.webhook_subscriptions : "webhook ${name}" => one(module.deliver_webhooks).subscriptions[key].id },
  )
}

resource "google_monitoring_alert_policy" "backlog" {
  for_each              = local.backlog_subscriptions
  project               = local.project_id
  display_name          = "${var.prefix}: ${each.key} backlog is old"
  combiner              = "OR"
  notification_channels = local.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "Oldest unacknowledged message above 30 minutes"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"pubsub_subscription\"",
        "resource.labels.project_id=\"${try(split("/", each.value)[1], "")}\"",
        "resource.labels.subscription_id=\"${try(split("/", each.value)[3], "")}\"",
        "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\"",
      ])
      comparison      = "COMPARISON_GT"
      threshold_value = 1800
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
  documentation {
    content = (startswith(each.key, "webhook ")
      ? "What to do: docs/operate.md, \"webhook-backlog\"."
      : "What to do: docs/operate.md, \"backlog\"."
    )
  }
}

# keep-dead-letters makes records of what Pub/Sub has given up on. The message itself waits for a person, and goes after
# a week.
resource "google_monitoring_alert_policy" "undelivered" {
  for_each              = toset([for name in local.last_resorts : name if endswith(name, "-undelivered")])
  project               = local.project_id
  display_name          = "${var.prefix}: messages wait in ${each.value}"
  combiner              = "OR"
  notification_channels = local.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "A message waits"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"pubsub_subscription\"",
        "resource.labels.project_id=\"${var.project_id}\"",
        "resource.labels.subscription_id=\"${google_pubsub_subscription.last_resorts[each.value].name}\"",
        "metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\"",
      ])
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
  documentation {
    content = "${local.look_at_dead_letters}What to do: docs/operate.md, \"undelivered\"."
  }
}

# A copy of a record, unless keep-dead-letters has made none of it: then it is the only one.
resource "google_monitoring_alert_policy" "expiring" {
  for_each              = local.last_resorts
  project               = local.project_id
  display_name          = "${var.prefix}: messages in ${each.value} expire in two days"
  combiner              = "OR"
  notification_channels = local.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "Oldest message above five days of the seven that it is kept"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"pubsub_subscription\"",
        "resource.labels.project_id=\"${var.project_id}\"",
        "resource.labels.subscription_id=\"${google_pubsub_subscription.last_resorts[each.value].name}\"",
        "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\"",
      ])
      comparison      = "COMPARISON_GT"
      threshold_value = 432000
      duration        = "300s"
      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
  documentation {
    content = "${local.look_at_dead_letters}What to do: docs/operate.md, \"expiring\"."
  }
}
