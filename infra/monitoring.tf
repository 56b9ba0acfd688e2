locals {
  services  = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=~\"^${var.prefix}-(${join("|", keys(local.functions))})$\""
  event_log = { for event in ["job.discarded", "job.discard-noted", "discard.unmatched", "message.dead-lettered", "job.publish-failed", "job.unanswered"] : event => "${local.services} AND jsonPayload.event=\"${event}\"" }

  # Any one such entry is worth a person's time.
  log_alerts = {
    discard = {
      title  = "Modigie discarded a request"
      filter = "${local.services} AND jsonPayload.event=~\"^(job\\.discarded|job\\.discard-noted|discard\\.unmatched)$\""
    }
    dead-letter = {
      title  = "A message was set aside"
      filter = local.event_log["message.dead-lettered"]
    }
    publish-misconfigured = {
      title  = "Publishing to Modigie is refused"
      filter = "${local.event_log["job.publish-failed"]} AND jsonPayload.reason=~\"^(misconfigured|refused)$\""
    }
    unanswered = {
      title  = "A job was silent past the limit"
      filter = local.event_log["job.unanswered"]
    }
  }

  metric       = "${var.prefix}/events"
  metric_promq = "logging_googleapis_com:user_${replace(local.metric, "/[^a-zA-Z0-9]/", "_")}"

  # Thresholds on what Google measures anyway, so that they work from the first minute. Modigie's subscriptions are
  # in Modigie's project: they are seen once that project is in this one's metrics scope.
  backlog_subscriptions = merge(
    {
      intake  = module.intake_jobs.subscriptions["intake"].name
      results = google_pubsub_subscription.results.name
    },
    { for name in var.response_subscriptions : "answers ${element(split("/", name), 3)}" => element(split("/", name), 3) },
  )
}

resource "google_logging_metric" "events" {
  name   = local.metric
  filter = "${local.services} AND jsonPayload.event:*"
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels {
      key = "event"
    }
    labels {
      key = "status"
    }
  }
  label_extractors = {
    event  = "EXTRACT(jsonPayload.event)"
    status = "EXTRACT(jsonPayload.status)"
  }
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
      query                     = "sum(increase(${local.metric_promq}{event=\"job.ended\",status=\"rejected\"}[1h])) / sum(increase(${local.metric_promq}{event=\"job.ended\"}[1h])) > ${var.rejected_share}"
      duration                  = "0s"
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"rejected\"."
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
      filter   = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.prefix}-sweep-jobs\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"2xx\""
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
      filter          = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=monitoring.regex.full_match(\"${var.prefix}-(${join("|", keys(local.functions))})\") AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\""
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
      filter          = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=\"${each.value}\" AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
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

resource "google_monitoring_dashboard" "this" {
  dashboard_json = jsonencode({
    displayName = var.prefix
    gridLayout = {
      columns = 2
      widgets = [for title, query in {
        "Events per minute"                 = "sum by (event) (rate(${local.metric_promq}[5m])) * 60"
        "Attempts ended, by status"         = "sum by (status) (increase(${local.metric_promq}{event=\"job.ended\"}[1h]))"
        "Requests, by function and class"   = "sum by (service_name, response_code_class) (rate(run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\",service_name=~\"${var.prefix}-.*\"}[5m]))"
        "Latency, 95th percentile (ms)"     = "histogram_quantile(0.95, sum by (service_name, le) (rate(run_googleapis_com:request_latencies_bucket{monitored_resource=\"cloud_run_revision\",service_name=~\"${var.prefix}-.*\"}[5m])))"
        "Oldest unacknowledged message (s)" = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{monitored_resource=\"pubsub_subscription\",subscription_id=~\"${var.prefix}-.*\"})"
        "Instances"                         = "sum by (service_name) (run_googleapis_com:container_instance_count{monitored_resource=\"cloud_run_revision\",service_name=~\"${var.prefix}-.*\"})"
        } : {
        title   = title
        xyChart = { dataSets = [{ plotType = "LINE", timeSeriesQuery = { prometheusQuery = query } }] }
      }]
    }
  })
  depends_on = [google_project_service.apis]
}
