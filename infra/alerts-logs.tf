# Alerts on single entries of the log. Each calls a person, and docs/operate.md says what to do.

locals {
  # The command that shows what an alert is about.
  look_at_dead_letters = "npm run gateway -- dead list shows it, dead show ID why, dead redrive ID sends it back. "

  # Any one entry of these events is worth a person's time; where reasons are named, one with such a reason.
  log_alerts = {
    discard = {
      title  = "Modigie discarded a request"
      events = ["job.discarded", "job.discard-noted", "discard.unmatched"]
    }
    dead-letter = {
      title  = "A message was set aside"
      look   = local.look_at_dead_letters
      events = ["message.dead-lettered", "dead-letter.not-kept", "dead-letter.unreadable"]
    }
    publish-misconfigured = {
      title   = "Publishing to Modigie is refused"
      events  = ["job.publish-failed"]
      reasons = ["misconfigured", "refused"]
    }
    refused = {
      title  = "A request can never be sent"
      events = ["job.refused"]
    }
    unreadable = {
      title  = "A stored record cannot be read"
      events = ["record.unreadable"]
    }
    store = {
      title  = "The store refuses the gateway"
      events = ["store.misconfigured"]
    }
    delivery = {
      title   = "A result could not be delivered"
      events  = ["job.delivery-failed"]
      reasons = ["misconfigured", "refused"]
    }
    unanswered = {
      title  = "A job was silent past the limit"
      events = ["job.unanswered"]
    }
    sweep-failed = {
      title  = "A job could not be swept"
      events = ["sweep.failed"]
    }
    breaker-tripped = {
      title  = "The breaker holds a job type"
      events = ["breaker.tripped"]
    }
    caller-refused = {
      title  = "A call of Google or Modigie is refused"
      events = ["caller.refused"]
    }
    audit = {
      title  = "The audit has a gap"
      events = ["audit.outcome-untold", "audit.unreadable"]
    }
    operation = {
      title  = "An operation met a fault"
      events = ["operation.failed", "operation.unreadable"]
    }
    erasure = {
      title  = "A person is not erased yet"
      events = ["erasure.incomplete", "erasure.unreadable"]
    }
    budget = {
      title  = "A budget is nearly used up"
      events = ["budget.warning"]
    }
    unbalanced = {
      title  = "What was accepted is not accounted for"
      events = ["reconcile.unbalanced"]
    }
    webhook-gone = {
      title  = "A webhook's receiver is gone"
      events = ["webhook.gone"]
    }
    webhook-fault = {
      title  = "A webhook is not served"
      events = ["webhook.unsigned", "webhook.unknown", "webhook.unreadable"]
    }
    fault = {
      title  = "A fault of the gateway's own"
      events = ["request.failed"]
    }
  }

  # Of each of them, Cloud Logging's filter.
  event_log = { for name, alert in local.log_alerts : name => join(" AND ", concat([local.services], [
    for field, values in { event = alert.events, reason = try(alert.reasons, []) } :
    "jsonPayload.${field}=(${join(" OR ", formatlist("\"%s\"", values))})" if length(values) > 0
  ])) }
}

resource "google_monitoring_alert_policy" "log" {
  for_each              = { for name, alert in local.log_alerts : name => alert if !startswith(name, "webhook-") || local.has_webhooks }
  project               = local.project_id
  display_name          = "${var.prefix}: ${each.value.title}"
  combiner              = "OR"
  notification_channels = local.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = each.value.title
    condition_matched_log {
      filter = local.event_log[each.key]
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
