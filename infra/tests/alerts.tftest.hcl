# Alerts: whom they reach, and what raises them.
mock_provider "google" {
  source = "./tests/mocks"
}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
}

run "whom_alerts_reach" {
  command = apply
  variables {
    notification_channels = ["projects/acme-crm-prod/notificationChannels/1"]
  }

  assert {
    condition = alltrue([for alert in concat(
      values(google_monitoring_alert_policy.log),
      values(google_monitoring_alert_policy.query),
      values(google_monitoring_alert_policy.backlog),
      values(google_monitoring_alert_policy.undelivered),
      values(google_monitoring_alert_policy.expiring),
      ) : alert.notification_channels == tolist([
        "projects/acme-crm-prod/notificationChannels/1",
        google_monitoring_notification_channel.emails["oncall@acme.com"].name,
    ])])
    error_message = "Each alert reaches the named channels, and the addresses."
  }
  assert {
    condition = (
      google_monitoring_notification_channel.emails["oncall@acme.com"].type == "email" &&
      google_monitoring_notification_channel.emails["oncall@acme.com"].labels["email_address"] == "oncall@acme.com"
    )
    error_message = "An address is a channel by e-mail."
  }
}

run "entries_of_the_log" {
  command = apply

  assert {
    condition = { for name, alert in google_monitoring_alert_policy.log : name => trimprefix(
      alert.conditions[0].condition_matched_log[0].filter,
      "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=~\"^${local.service_names}$\" AND ",
      ) } == {
      audit                 = "jsonPayload.event=(\"audit.outcome-untold\" OR \"audit.unreadable\")"
      breaker-tripped       = "jsonPayload.event=(\"breaker.tripped\")"
      budget                = "jsonPayload.event=(\"budget.warning\")"
      caller-refused        = "jsonPayload.event=(\"caller.refused\")"
      dead-letter           = "jsonPayload.event=(\"message.dead-lettered\" OR \"dead-letter.not-kept\" OR \"dead-letter.unreadable\")"
      delivery              = "jsonPayload.event=(\"job.delivery-failed\") AND jsonPayload.reason=(\"misconfigured\" OR \"refused\")"
      discard               = "jsonPayload.event=(\"job.discarded\" OR \"job.discard-noted\" OR \"discard.unmatched\")"
      erasure               = "jsonPayload.event=(\"erasure.incomplete\" OR \"erasure.unreadable\")"
      fault                 = "jsonPayload.event=(\"request.failed\")"
      operation             = "jsonPayload.event=(\"operation.failed\" OR \"operation.unreadable\")"
      publish-misconfigured = "jsonPayload.event=(\"job.publish-failed\") AND jsonPayload.reason=(\"misconfigured\" OR \"refused\")"
      refused               = "jsonPayload.event=(\"job.refused\")"
      store                 = "jsonPayload.event=(\"store.misconfigured\")"
      sweep-failed          = "jsonPayload.event=(\"sweep.failed\")"
      unbalanced            = "jsonPayload.event=(\"reconcile.unbalanced\")"
      unanswered            = "jsonPayload.event=(\"job.unanswered\")"
      unreadable            = "jsonPayload.event=(\"record.unreadable\")"
    }
    error_message = "Each alert is on entries of its events in the functions' log; one failure that passes by itself calls nobody."
  }
}

run "queries" {
  command = apply

  assert {
    condition = alltrue([for alert in google_monitoring_alert_policy.query :
      alert.conditions[0].condition_prometheus_query_language[0].disable_metric_validation
    ])
    error_message = "A query on a metric of the same apply must not be validated."
  }
  assert {
    condition = { for name, alert in google_monitoring_alert_policy.query : name => [
      alert.conditions[0].condition_prometheus_query_language[0].query,
      alert.conditions[0].condition_prometheus_query_language[0].duration,
      ] } == {
      rejected = [join(" ", [
        "sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=\"job.ended\",status=\"rejected\"}[1h]))",
        "/ sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=\"job.ended\"}[1h])) > 0.05",
        "and sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=\"job.ended\",status=\"rejected\"}[1h])) > 4.5",
      ]), "0s"]
      sweep-behind = [join(" ", [
        "sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=\"sweep.finished\",reason=\"out-of-time\"}[1800s]))",
        "/ sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=\"sweep.finished\"}[1800s])) > 0.5",
      ]), "600s"]
      no-sweep = [join("", [
        "absent_over_time(run_googleapis_com:request_count{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",",
        "service_name=\"modigie-gateway-sweep-jobs\",response_code_class=\"2xx\"}[120s])",
      ]), "660s"]
      no-answers = [join(" ", [
        "sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=\"job.republishing\"}[12h])) > 0.5",
        "unless sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=~\"job.(answered|ended|untracked)\"}[12h])) > 0.5",
      ]), "3600s"]
      unreachable = [join("", [
        "sum(increase(logging_googleapis_com:user_modigie_gateway_events{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",event=~\"job.(publish|delivery)-failed\",reason=\"unavailable\"}[15m])) > 0.5",
      ]), "3600s"]
      failed-schedule = [join("", [
        "sum by (job_id) (increase(logging_googleapis_com:user_modigie_gateway_failed_schedule{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_scheduler_job\",",
        "job_id=\"modigie-gateway-sweep-jobs\"}[1800s])) > 1.5",
      ]), "0s"]
      refused-calls = [join(" ", [
        "sum by (service_name) (increase(logging_googleapis_com:user_modigie_gateway_refused_calls{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\"}[30m])) > 5.5",
        "unless on (service_name) sum by (service_name)",
        "(increase(run_googleapis_com:request_count{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\",response_code_class=\"2xx\"}[30m])) > 0.5",
      ]), "0s"]
      failing = [
        "sum by (service_name) (increase(logging_googleapis_com:user_modigie_gateway_unserved_calls{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_run_revision\"}[5m])) > 0.5",
        "600s",
      ]
    }
    error_message = "The queries ask what they are named after, of this deployment in this project."
  }
  assert {
    condition     = google_logging_metric.events.label_extractors["reason"] == "EXTRACT(jsonPayload.reason)"
    error_message = "Events are counted with the labels that the queries name."
  }
  assert {
    condition = { for name, metric in google_logging_metric.lost_calls : name => metric.filter } == {
      refused-calls = join(" AND ", [
        "resource.type=\"cloud_run_revision\"",
        "resource.labels.service_name=~\"^(modigie-gateway-intake-jobs|modigie-gateway-keep-dead-letters|modigie-gateway-receive-responses|modigie-gateway-sweep-jobs)$\"",
        "log_id(\"run.googleapis.com/requests\")",
        "httpRequest.requestMethod=\"POST\"",
        "(httpRequest.status=401 OR httpRequest.status=403)",
      ])
      failed-schedule = join(" AND ", [
        "resource.type=\"cloud_scheduler_job\"",
        "resource.labels.job_id=~\"^modigie-gateway-(intake-jobs|keep-dead-letters|operate-jobs|query-jobs|receive-responses|submit-jobs|sweep-jobs)$\"",
        "severity>=ERROR",
      ])
      unserved-calls = join(" AND ", [
        "resource.type=\"cloud_run_revision\"",
        "resource.labels.service_name=~\"^modigie-gateway-(intake-jobs|keep-dead-letters|operate-jobs|query-jobs|receive-responses|submit-jobs|sweep-jobs)$\"",
        "log_id(\"run.googleapis.com/requests\")",
        "(httpRequest.status=429 OR httpRequest.status>=500)",
      ])
    }
    error_message = "Calls that are refused, unserved or failed count, as the platform's logs tell of them."
  }
}

# A sweep that comes seldom is missed later, and out of time in more of them.
run "a_slow_schedule_is_waited_for" {
  command = apply
  variables {
    sweep_schedule         = "30 */3,1 * * *"
    response_delivery      = "pull"
    response_subscriptions = ["projects/modigie-tenant/subscriptions/enrich-mobile-pull"]
  }

  assert {
    condition = { for name in ["no-sweep", "no-pull"] : name => [
      regex("service_name=\"(.+)\",response_code_class=\"2xx\"}\\[(.+)\\]", local.query_alerts[name].query),
      local.query_alerts[name].lasts,
      ] } == {
      no-sweep = [["modigie-gateway-sweep-jobs", "10860s"], 11400]
      no-pull  = [["modigie-gateway-pull-responses", "120s"], 660]
    }
    error_message = "The alerts wait for the longest time between two calls, each of its own schedule."
  }
  assert {
    condition = local.query_alerts["failed-schedule"].query == join(" or ", [
      "sum by (job_id) (increase(logging_googleapis_com:user_modigie_gateway_failed_schedule{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_scheduler_job\",job_id=\"modigie-gateway-pull-responses\"}[1800s])) > 1.5",
      "sum by (job_id) (increase(logging_googleapis_com:user_modigie_gateway_failed_schedule{project_id=\"acme-crm-prod\",monitored_resource=\"cloud_scheduler_job\",job_id=\"modigie-gateway-sweep-jobs\"}[32400s])) > 1.5",
    ]) && strcontains(local.query_alerts["sweep-behind"].query, "[32400s]")
    error_message = "Failures are counted over a few calls, each of its own schedule."
  }
}

run "messages_that_wait" {
  command = apply

  assert {
    condition = { for name, alert in google_monitoring_alert_policy.undelivered : name => [
      strcontains(
        alert.conditions[0].condition_threshold[0].filter,
        "project_id=\"acme-crm-prod\" AND resource.labels.subscription_id=\"modigie-gateway-${name}\"",
      ),
      strcontains(alert.conditions[0].condition_threshold[0].filter, "subscription/num_undelivered_messages"),
      alert.conditions[0].condition_threshold[0].threshold_value,
      ] } == {
      intake-undelivered  = [true, true, 0]
      results-undelivered = [true, true, 0]
    }
    error_message = "Any one message that was given up calls a person."
  }
  assert {
    condition = { for name, alert in google_monitoring_alert_policy.expiring : name => [
      strcontains(
        alert.conditions[0].condition_threshold[0].filter,
        "project_id=\"acme-crm-prod\" AND resource.labels.subscription_id=\"modigie-gateway-${name}\"",
      ),
      strcontains(alert.conditions[0].condition_threshold[0].filter, "subscription/oldest_unacked_message_age"),
      alert.conditions[0].condition_threshold[0].threshold_value + 2 * 86400,
      ] } == { for name, subscription in google_pubsub_subscription.last_resorts : name =>
      [true, true, tonumber(trimsuffix(subscription.message_retention_duration, "s"))]
    }
    error_message = "Two days before a message expires, a person is called."
  }
}

run "answers_in_modigies_project" {
  command = apply
  variables {
    response_subscriptions = [
      "projects/modigie-tenant/subscriptions/enrich-mobile-push",
      "projects/modigie-other/subscriptions/enrich-mobile-push",
      "projects/modigie-other/subscriptions/enrich-mobile-push",
    ]
  }

  assert {
    condition = { for name in keys(google_monitoring_alert_policy.backlog) : name =>
      regex("project_id=\"(.+?)\" AND resource.labels.subscription_id=\"(.+?)\"",
      google_monitoring_alert_policy.backlog[name].conditions[0].condition_threshold[0].filter) if name != "intake"
      } == {
      "answers projects/modigie-tenant/subscriptions/enrich-mobile-push" = ["modigie-tenant", "enrich-mobile-push"]
      "answers projects/modigie-other/subscriptions/enrich-mobile-push"  = ["modigie-other", "enrich-mobile-push"]
    }
    error_message = "The oldest answer of each subscription is watched as well, in Modigie's project."
  }
}
