# Alerts on shares, sums and absences: queries in PromQL. Each calls a person, and docs/operate.md says what to do.

locals {
  sweep_gap_seconds = module.sweep_schedule.longest_gap_minutes * 60
  # Half an hour, or as long as three sweeps take, but no longer than Cloud Monitoring looks back without a doubt.
  some_sweeps = "${min(86400, max(1800, 3 * local.sweep_gap_seconds))}s"
  events      = "${local.metric_promq}{${local.of_log},event"

  # By function that is scheduled, the longest time (s) from one call to the next, and what an absence is called.
  schedules = merge(
    {
      sweep-jobs = {
        gap   = local.sweep_gap_seconds
        name  = "no-sweep"
        title = "no sweep succeeds"
      }
    },
    var.response_delivery == "push" ? {} : {
      pull-responses = {
        gap   = 60
        name  = "no-pull"
        title = "no pull succeeds"
      }
    },
  )

  query_alerts = merge(local.absences, {
    # Of a few jobs one is a large share.
    rejected = {
      title    = "many jobs are rejected"
      lasts    = 0
      interval = 300
      query = join(" ", [
        "sum(increase(${local.events}=\"job.ended\",status=\"rejected\"}[1h]))",
        "/ sum(increase(${local.events}=\"job.ended\"}[1h])) > ${var.rejected_share}",
        "and sum(increase(${local.events}=\"job.ended\",status=\"rejected\"}[1h])) > 4.5",
      ])
    }

    # A share, so that it holds for every schedule. One sweep out of time is a burst, which the next ones make up for.
    sweep-behind = {
      title    = "sweeps run out of time"
      lasts    = 600
      interval = 300
      query = join(" ", [
        "sum(increase(${local.events}=\"sweep.finished\",reason=\"out-of-time\"}[${local.some_sweeps}]))",
        "/ sum(increase(${local.events}=\"sweep.finished\"}[${local.some_sweeps}])) > 0.5",
      ])
    }

    # Requests wait, some for so long that they are published again, and not one answer comes.
    no-answers = {
      title    = "no answers come"
      lasts    = 3600
      interval = 300
      query = join(" ", [
        "sum(increase(${local.events}=\"job.republishing\"}[12h])) > 0.5",
        "unless sum(increase(${local.events}=~\"job.(answered|ended|untracked)\"}[12h])) > 0.5",
      ])
    }

    # A fault that passes by itself, and does not.
    unreachable = {
      title    = "Pub/Sub or Modigie's topic is not reached"
      lasts    = 3600
      interval = 300
      query = join("", [
        "sum(increase(${local.events}=~\"job.(publish|delivery)-failed\",reason=\"unavailable\"}[15m])) > 0.5",
      ])
    }

    # One attempt of the scheduler without an answer, or with another than 2xx, may pass by itself.
    failed-schedule = {
      title    = "scheduled calls fail"
      lasts    = 0
      interval = 60
      query = join(" or ", [for function, schedule in local.schedules : join("", [
        "sum by (job_id) (increase(${local.lost_calls_promq["failed-schedule"]}{${local.of_scheduler},",
        "job_id=\"${var.prefix}-${function}\"}[${min(86400, max(1800, 3 * schedule.gap))}s])) > 1.5",
      ])])
    }

    # Refused by IAM before the function, whose own log does not tell. Strangers who scan addresses are refused, too.
    refused-calls = {
      title    = "calls of Google or Modigie are refused"
      lasts    = 0
      interval = 60
      query = join(" ", [
        "sum by (service_name) (increase(${local.lost_calls_promq["refused-calls"]}{${local.of_log}}[30m])) > 5.5",
        "unless on (service_name) sum by (service_name)",
        "(increase(run_googleapis_com:request_count{${local.of_log},response_code_class=\"2xx\"}[30m])) > 0.5",
      ])
    }

    # An answer that is not taken in is answered so, and delivered again: how old it grows is how long this lasts.
    failing = {
      title    = "a function keeps failing"
      lasts    = 600
      interval = 60
      query    = "sum by (service_name) (increase(${local.lost_calls_promq["unserved-calls"]}{${local.of_log}}[5m])) > 0.5"
    }
  })

  # Absent, too, where there has never been one: a condition on the metric's absence would wait for the first. It has to
  # last for one more call and ten minutes: the first one after an apply has as long.
  absences = { for function, schedule in local.schedules : schedule.name => {
    title    = schedule.title
    lasts    = schedule.gap + 600
    interval = 60
    query = join("", [
      "absent_over_time(run_googleapis_com:request_count{${local.of_log},",
      "service_name=\"${var.prefix}-${function}\",response_code_class=\"2xx\"}[${schedule.gap + 60}s])",
    ])
  } }
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
}
