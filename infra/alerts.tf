# Alerts: each calls a person, and docs/operate.md says what to do.

locals {
  event_log = { for event in [
    "job.discarded",
    "job.discard-noted",
    "discard.unmatched",
    "record.unreadable",
    "message.dead-lettered",
    "job.publish-failed",
    "job.refused",
    "job.unanswered",
    "job.delivery-failed",
    "store.misconfigured",
    "sweep.failed",
    "request.failed",
  ] : event => "${local.services} AND jsonPayload.event=\"${event}\"" }

  # Any one such entry is worth a person's time.
  log_alerts = {
    discard = {
      title = "Modigie discarded a request"
      filter = join(" AND ", [
        local.services,
        "jsonPayload.event=~\"^(job\\.discarded|job\\.discard-noted|discard\\.unmatched)$\"",
      ])
    }
    dead-letter = {
      title  = "A message was set aside"
      filter = local.event_log["message.dead-lettered"]
    }
    publish-misconfigured = {
      title  = "Publishing to Modigie is refused"
      filter = "${local.event_log["job.publish-failed"]} AND jsonPayload.reason=~\"^(misconfigured|refused)$\""
    }
    refused = {
      title  = "A request can never be sent"
      filter = local.event_log["job.refused"]
    }
    unreadable = {
      title  = "A stored record cannot be read"
      filter = local.event_log["record.unreadable"]
    }
    store = {
      title  = "The store refuses the gateway"
      filter = local.event_log["store.misconfigured"]
    }
    delivery = {
      title  = "A result could not be delivered"
      filter = local.event_log["job.delivery-failed"]
    }
    unanswered = {
      title  = "A job was silent past the limit"
      filter = local.event_log["job.unanswered"]
    }
    sweep-failed = {
      title  = "A job could not be swept"
      filter = local.event_log["sweep.failed"]
    }
    fault = {
      title  = "A fault of the gateway's own"
      filter = local.event_log["request.failed"]
    }
  }

  # Thresholds on what Google measures anyway, so that they work from the first minute. Modigie's subscriptions are
  # in Modigie's project: they are seen once that project is in this one's metrics scope.
  backlog_subscriptions = merge(
    {
      intake  = module.intake_jobs.subscriptions["intake"].name
      results = google_pubsub_subscription.results.name
    },
    { for name in var.response_subscriptions :
      "answers ${element(split("/", name), 3)}" => element(split("/", name), 3)
    },
  )
}

resource "google_monitoring_alert_policy" "log" {
  for_each              = local.log_alerts
  display_name          = "${var.prefix}: ${each.value.title}"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = each.value.title
    condition_matched_log {
      filter = each.value.filter
    }
  }
  alert_strategy {
    auto_close = "86400s"
    notification_rate_limit {
      period = "900s"
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"${each.key}\"."
  }
}

resource "google_monitoring_alert_policy" "rejected" {
  display_name          = "${var.prefix}: many jobs are rejected"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "Share of rejected jobs over an hour"
    condition_prometheus_query_language {
      query = join(" ", [
        "sum(increase(${local.metric_promq}{event=\"job.ended\",status=\"rejected\"}[1h]))",
        "/ sum(increase(${local.metric_promq}{event=\"job.ended\"}[1h]))",
        "> ${var.rejected_share}",
      ])
      duration                  = "0s"
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"rejected\"."
  }
}

resource "google_monitoring_alert_policy" "sweep_behind" {
  display_name          = "${var.prefix}: sweeps run out of time"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  # A share, so that it holds for every schedule. One sweep out of time is a burst, which the next ones make up for.
  conditions {
    display_name = "Most sweeps of half an hour ended before all that was due was done"
    condition_prometheus_query_language {
      query = join(" ", [
        "sum(increase(${local.metric_promq}{event=\"sweep.finished\",reason=\"out-of-time\"}[30m]))",
        "/ sum(increase(${local.metric_promq}{event=\"sweep.finished\"}[30m]))",
        "> 0.5",
      ])
      duration                  = "600s"
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"sweep-behind\"."
  }
}

resource "google_monitoring_alert_policy" "no_sweep" {
  display_name          = "${var.prefix}: no sweep for 10 minutes"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "No successful sweep"
    condition_absent {
      filter = join(" AND ", [
        "resource.type=\"cloud_run_revision\"",
        "resource.labels.service_name=\"${var.prefix}-sweep-jobs\"",
        "metric.type=\"run.googleapis.com/request_count\"",
        "metric.labels.response_code_class=\"2xx\"",
      ])
      duration = "600s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"no-sweep\"."
  }
}

resource "google_monitoring_alert_policy" "failing" {
  display_name          = "${var.prefix}: a function keeps failing"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  # An answer that is not taken in is answered 5xx and delivered again: how old it grows is how long this lasts.
  conditions {
    display_name = "5xx for 10 minutes"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"cloud_run_revision\"",
        "resource.labels.service_name=monitoring.regex.full_match(\"${local.service_names}\")",
        "metric.type=\"run.googleapis.com/request_count\"",
        "metric.labels.response_code_class=\"5xx\"",
      ])
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "600s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.labels.service_name"]
      }
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"failing\"."
  }
}

resource "google_monitoring_alert_policy" "backlog" {
  for_each              = local.backlog_subscriptions
  display_name          = "${var.prefix}: ${each.key} backlog is old"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "Oldest unacknowledged message above 30 minutes"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"pubsub_subscription\"",
        "resource.labels.subscription_id=\"${each.value}\"",
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
    content = "What to do: docs/operate.md, \"backlog\"."
  }
}

# Nothing reads the subscriptions of last resort by itself: what lies there waits for a person, and goes after a week.
resource "google_monitoring_alert_policy" "undelivered" {
  for_each              = toset([for name in local.last_resorts : name if endswith(name, "-undelivered")])
  display_name          = "${var.prefix}: messages wait in ${each.value}"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "A message waits"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"pubsub_subscription\"",
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
    content = "What to do: docs/operate.md, \"undelivered\"."
  }
}

resource "google_monitoring_alert_policy" "expiring" {
  for_each              = local.last_resorts
  display_name          = "${var.prefix}: messages in ${each.value} are lost in two days"
  combiner              = "OR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "Oldest message above five days of the seven that it is kept"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type=\"pubsub_subscription\"",
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
    content = "What to do: docs/operate.md, \"expiring\"."
  }
}
