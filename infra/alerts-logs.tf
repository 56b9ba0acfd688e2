# Alerts on single entries of the log. Each calls a person, and docs/operate.md says what to do.

locals {
  event_log = { for event in [
    "job.discarded",
    "job.discard-noted",
    "discard.unmatched",
    "record.unreadable",
    "message.dead-lettered",
    "dead-letter.not-kept",
    "dead-letter.unreadable",
    "job.publish-failed",
    "job.refused",
    "job.unanswered",
    "job.delivery-failed",
    "store.misconfigured",
    "sweep.failed",
    "request.failed",
    "caller.refused",
    "breaker.tripped",
    "audit.outcome-untold",
    "audit.unreadable",
    "operation.failed",
    "operation.unreadable",
    "erasure.incomplete",
    "erasure.unreadable",
  ] : event => "${local.services} AND jsonPayload.event=\"${event}\"" }

  # The command that shows what an alert is about.
  look_at_dead_letters = "npm run gateway -- dead list shows it, dead show ID why, dead redrive ID sends it back. "

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
      title = "A message was set aside"
      look  = local.look_at_dead_letters
      filter = join(" AND ", [
        local.services,
        "jsonPayload.event=~\"^(message\\.dead-lettered|dead-letter\\.(not-kept|unreadable))$\"",
      ])
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
      filter = "${local.event_log["job.delivery-failed"]} AND jsonPayload.reason=~\"^(misconfigured|refused)$\""
    }
    unanswered = {
      title  = "A job was silent past the limit"
      filter = local.event_log["job.unanswered"]
    }
    sweep-failed = {
      title  = "A job could not be swept"
      filter = local.event_log["sweep.failed"]
    }
    breaker-tripped = {
      title  = "The breaker holds a job type"
      filter = local.event_log["breaker.tripped"]
    }
    caller-refused = {
      title  = "A call of Google or Modigie is refused"
      filter = local.event_log["caller.refused"]
    }
    audit = {
      title = "The audit has a gap"
      filter = join(" AND ", [
        local.services,
        "jsonPayload.event=~\"^audit\\.(outcome-untold|unreadable)$\"",
      ])
    }
    operation = {
      title = "An operation met a fault"
      filter = join(" AND ", [
        local.services,
        "jsonPayload.event=~\"^operation\\.(failed|unreadable)$\"",
      ])
    }
    erasure = {
      title = "A person is not erased yet"
      filter = join(" AND ", [
        local.services,
        "jsonPayload.event=~\"^erasure\\.(incomplete|unreadable)$\"",
      ])
    }
    fault = {
      title  = "A fault of the gateway's own"
      filter = local.event_log["request.failed"]
    }
  }
}

resource "google_monitoring_alert_policy" "log" {
  for_each              = local.log_alerts
  project               = local.project_id
  display_name          = "${var.prefix}: ${each.value.title}"
  combiner              = "OR"
  notification_channels = local.notification_channels
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
    content = "${try(each.value.look, "")}What to do: docs/operate.md, \"${each.key}\"."
  }
}
