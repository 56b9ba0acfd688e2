# How every function's log is counted; alerts.tf and dashboard.tf use both.

locals {
  # A regular expression of the functions' full names.
  service_names = "${var.prefix}-(${join("|", keys(local.functions))})"

  # Cloud Logging's filter of what the functions log.
  services = join(" AND ", [
    "resource.type=\"cloud_run_revision\"",
    "resource.labels.service_name=~\"^${local.service_names}$\"",
  ])

  # Counts every entry of the log that is an event, by event, status and reason.
  metric       = "${var.prefix}/events"
  metric_promq = "logging_googleapis_com:user_${replace(local.metric, "/[^a-zA-Z0-9]/", "_")}"
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
    labels {
      key = "reason"
    }
  }
  label_extractors = {
    event  = "EXTRACT(jsonPayload.event)"
    status = "EXTRACT(jsonPayload.status)"
    reason = "EXTRACT(jsonPayload.reason)"
  }
}
