# Whom alerts reach, and what of the logs is counted for them; alerts*.tf and dashboard.tf use it.

resource "google_monitoring_notification_channel" "emails" {
  for_each     = toset(var.alert_emails)
  project      = local.project_id
  type         = "email"
  display_name = "${var.prefix}: ${each.value}"
  labels       = { email_address = each.value }
  # Else an address could not be taken out while alerts name its channel.
  force_delete = true
}

locals {
  notification_channels = concat(
    var.notification_channels,
    [for channel in google_monitoring_notification_channel.emails : channel.name],
  )

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

  # A metric may be of many resources, and a query sees every project of the metrics scope: it has to say which.
  of_project   = "project_id=\"${var.project_id}\""
  of_log       = "${local.of_project},monitored_resource=\"cloud_run_revision\""
  of_scheduler = "${local.of_project},monitored_resource=\"cloud_scheduler_job\""

  # The functions that one account of Google's or Modigie's calls, and nobody else.
  called = [for name, function in local.functions : "${var.prefix}-${name}" if function.called]

  # Calls that did not come through, as the platform's logs tell.
  lost_calls = {
    failed-schedule = {
      filter = join(" AND ", [
        "resource.type=\"cloud_scheduler_job\"",
        "resource.labels.job_id=~\"^${local.service_names}$\"",
        "severity>=ERROR",
      ])
    }
    refused-calls = {
      filter = join(" AND ", [
        "resource.type=\"cloud_run_revision\"",
        "resource.labels.service_name=~\"^(${join("|", local.called)})$\"",
        "log_id(\"run.googleapis.com/requests\")",
        "httpRequest.requestMethod=\"POST\"",
        "(httpRequest.status=401 OR httpRequest.status=403)",
      ])
    }
    # Calls that no instance took are no requests by Cloud Run's own count, but they are in the log.
    unserved-calls = {
      filter = join(" AND ", [
        local.services,
        "log_id(\"run.googleapis.com/requests\")",
        "(httpRequest.status=429 OR httpRequest.status>=500)",
      ])
    }
  }
  lost_calls_promq = { for name in keys(local.lost_calls) : name =>
    "logging_googleapis_com:user_${replace("${var.prefix}/${name}", "/[^a-zA-Z0-9]/", "_")}"
  }
}

resource "google_logging_metric" "lost_calls" {
  for_each = local.lost_calls
  project  = local.project_id
  name     = "${var.prefix}/${each.key}"
  filter   = each.value.filter
  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

resource "google_logging_metric" "events" {
  project = local.project_id
  name    = local.metric
  filter  = "${local.services} AND jsonPayload.event:*"
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
