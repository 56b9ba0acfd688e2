# Alerts on shares, sums and absences: queries in PromQL. Each calls a person, and docs/operate.md says what to do.

locals {
  # No alert is raised before a sweep has had its time after the first apply, or after a longer schedule.
  sweep_gap_seconds = module.sweep_schedule.longest_gap_minutes * 60

  query_alerts = {
    rejected = {
      title    = "many jobs are rejected"
      lasts    = 0
      interval = 300
      query = join(" ", [
        "sum(increase(${local.metric_promq}{${local.of_log},event=\"job.ended\",status=\"rejected\"}[1h]))",
        "/ sum(increase(${local.metric_promq}{${local.of_log},event=\"job.ended\"}[1h]))",
        "> ${var.rejected_share}",
      ])
    }

    # A share, so that it holds for every schedule. One sweep out of time is a burst, which the next ones make up for.
    sweep-behind = {
      title    = "sweeps run out of time"
      lasts    = 600
      interval = 300
      query = join(" ", [
        "sum(increase(${local.metric_promq}{${local.of_log},event=\"sweep.finished\",reason=\"out-of-time\"}[${local.some_sweeps}]))",
        "/ sum(increase(${local.metric_promq}{${local.of_log},event=\"sweep.finished\"}[${local.some_sweeps}]))",
        "> 0.5",
      ])
    }

    # Absent, too, where there has never been one: a condition on the metric's absence would wait for the first.
    no-sweep = {
      title    = "no sweep succeeds"
      lasts    = local.sweep_gap_seconds
      interval = 60
      query = join("", [
        "absent_over_time(run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\",",
        "service_name=\"${var.prefix}-sweep-jobs\",response_code_class=\"2xx\"}[${local.sweep_gap_seconds + 540}s])",
      ])
    }

    # An attempt without an answer, or with another than 2xx, as the scheduler's log has it. One may pass by itself.
    failed-schedule = {
      title    = "scheduled calls fail"
      lasts    = 0
      interval = 60
      query    = "sum by (job_id) (increase(${local.lost_calls_promq["failed-schedule"]}{monitored_resource=\"cloud_scheduler_job\"}[${local.some_sweeps}])) > 1"
    }

    # Refused by IAM before the function, which its own log does not tell. Some are of strangers, who scan addresses.
    refused-calls = {
      title    = "calls of Google or Modigie are refused"
      lasts    = 0
      interval = 60
      query    = "sum by (service_name) (increase(${local.lost_calls_promq["refused-calls"]}{${local.of_log}}[30m])) > 5"
    }
  }

  # Half an hour, or as long as three sweeps take.
  some_sweeps = "${max(1800, 3 * local.sweep_gap_seconds)}s"
}

resource "google_monitoring_alert_policy" "query" {
  for_each              = local.query_alerts
  project               = local.project_id
  display_name          = "${var.prefix}: ${each.value.title}"
  combiner              = "OR"
  notification_channels = local.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = each.value.title
    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "${each.value.lasts}s"
      evaluation_interval = "${each.value.interval}s"
      # The metrics are of the same apply: none has a point yet.
      disable_metric_validation = true
    }
  }
  documentation {
    content = "What to do: docs/operate.md, \"${each.key}\"."
  }
  depends_on = [module.sweep_jobs, google_logging_metric.events, google_logging_metric.lost_calls]
}
