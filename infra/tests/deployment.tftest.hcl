# The resources beside the functions: the database, topics and their dead letters, alerts, names and roles.
mock_provider "google" {
  source = "./tests/mocks"
}
mock_provider "archive" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
}

run "the_database" {
  command = apply

  assert {
    condition = (
      google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED" &&
      google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED" &&
      google_firestore_database.this.type == "FIRESTORE_NATIVE"
    )
    error_message = "The database is native, protected and recoverable."
  }
  assert {
    condition = length(google_firestore_index.composite) == 1 && length(google_firestore_field.exempt) > 10 && alltrue([
      for field in google_firestore_field.exempt :
      length(field.index_config[0].indexes) == 0 && length(field.ttl_config) == 0
    ])
    error_message = "Indexes are those of firestore.indexes.json; no field expires by itself."
  }
}

run "subscriptions" {
  command = apply

  assert {
    condition = alltrue([for subscription in concat(
      [module.intake_jobs.subscriptions["intake"], google_pubsub_subscription.results],
      values(google_pubsub_subscription.last_resorts),
      ) : subscription.expiration_policy[0].ttl == "" && subscription.message_retention_duration == "604800s"
    ])
    error_message = "No subscription expires, and each keeps a week."
  }
  assert {
    condition = alltrue([for subscription in [
      module.intake_jobs.subscriptions["intake"],
      google_pubsub_subscription.results,
      ] :
      subscription.dead_letter_policy[0].max_delivery_attempts == 100 &&
      subscription.retry_policy[0].minimum_backoff == "10s" &&
      subscription.retry_policy[0].maximum_backoff == "600s"
    ])
    error_message = "Deliveries are tried 100 times with backoff before they are given up."
  }
  assert {
    condition = (
      module.intake_jobs.subscriptions["intake"].ack_deadline_seconds >
      module.intake_jobs.function.service_config[0].timeout_seconds
    )
    error_message = "A message is not delivered again while its function may still be at work."
  }
  assert {
    condition = (
      module.intake_jobs.subscriptions["intake"].name == "modigie-gateway-intake" &&
      module.intake_jobs.subscriptions["intake"].topic == google_pubsub_topic.topics["intake"].id
    )
    error_message = "What your systems publish reaches intake-jobs."
  }
}

run "dead_letters" {
  command = apply

  assert {
    condition = toset([
      for grant in flatten([for f in local.functions : f.grants]) : "${grant.role} ${grant.on}"
      if grant.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
      ]) == toset([
      "roles/pubsub.publisher ${google_pubsub_topic.topics["intake-undelivered"].id}",
      "roles/pubsub.subscriber modigie-gateway-intake",
    ])
    error_message = "Pub/Sub's own agent moves the dead letters of intake: the policy has both of its grants."
  }
  assert {
    condition = (
      module.intake_jobs.subscriptions["intake"].dead_letter_policy[0].dead_letter_topic ==
      google_pubsub_topic.topics["intake-undelivered"].id
    )
    error_message = "The grant is on the topic that the policy of intake names."
  }
  assert {
    condition = (
      google_pubsub_topic_iam_member.results_dead_letter_publisher.topic ==
      google_pubsub_subscription.results.dead_letter_policy[0].dead_letter_topic &&
      google_pubsub_subscription_iam_member.results_dead_letter_subscriber.subscription ==
      google_pubsub_subscription.results.name
    )
    error_message = "The policy of results has both of its grants, on the topic that it names."
  }
  assert {
    condition = alltrue([for grant in [
      google_pubsub_topic_iam_member.results_dead_letter_publisher,
      google_pubsub_subscription_iam_member.results_dead_letter_subscriber,
      ] : grant.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    ])
    error_message = "Pub/Sub's own agent moves the dead letters of results."
  }
  assert {
    condition = toset([for subscription in google_pubsub_subscription.last_resorts : subscription.topic]) == toset([
      for name in ["dead-letters", "intake-undelivered", "results-undelivered"] : google_pubsub_topic.topics[name].id
    ])
    error_message = "Each topic of last resort has a pull subscription."
  }
  assert {
    condition = alltrue([for subscription in google_pubsub_subscription.last_resorts :
      subscription.ack_deadline_seconds == 600
    ])
    error_message = "A person has the longest time there is to look at a message before it is handed out again."
  }
}

run "least_privilege" {
  command = apply

  assert {
    condition = toset(concat(
      [for grant in flatten([for f in local.functions : f.grants]) : grant.role],
      [
        google_project_iam_member.build.role,
        google_pubsub_topic_iam_member.results_dead_letter_publisher.role,
        google_pubsub_subscription_iam_member.results_dead_letter_subscriber.role,
        google_service_account_iam_member.push_tokens.role,
      ],
      )) == toset([
      "roles/datastore.user",
      "roles/cloudbuild.builds.builder",
      "roles/pubsub.publisher",
      "roles/pubsub.subscriber",
      "roles/run.invoker",
      "roles/iam.serviceAccountTokenCreator",
    ])
    error_message = "No role is granted that this list does not name."
  }
  assert {
    condition = (
      google_project_iam_member.build.member == google_service_account.build.member &&
      alltrue([for f in local.functions :
        f.function.build_config[0].service_account == google_service_account.build.id
      ])
    )
    error_message = "One account builds, and is for nothing else."
  }
}

run "two_deployments_in_one_project" {
  command = apply
  variables {
    prefix              = "modigie-staging"
    deletion_protection = false
  }

  assert {
    condition = alltrue([for name in concat(
      [for f in local.functions : f.function.name],
      [for f in local.functions : f.schedule.name if f.schedule != null],
      [for subscription in merge([for f in local.functions : f.subscriptions]...) : subscription.name],
      [for f in local.functions : f.account.account_id],
      [for topic in google_pubsub_topic.topics : topic.name],
      [for subscription in google_pubsub_subscription.last_resorts : subscription.name],
      [google_pubsub_subscription.results.name, google_firestore_database.this.name, google_logging_metric.events.name],
      [for account in google_service_account.callers : account.account_id],
      [google_service_account.build.account_id],
    ) : startswith(name, "modigie-staging")])
    error_message = "Every name begins with the prefix."
  }
  assert {
    condition = strcontains(google_storage_bucket.bundles.name, "modigie-staging") && alltrue([
      for alert in google_monitoring_alert_policy.log : startswith(alert.display_name, "modigie-staging")
    ])
    error_message = "So do bucket and alerts."
  }
  assert {
    condition = alltrue([for account in concat(
      [for f in local.functions : f.account],
      values(google_service_account.callers),
    ) : length(account.account_id) <= 30])
    error_message = "Account IDs fit into 30 characters."
  }
  assert {
    condition     = google_firestore_database.this.deletion_policy == "DELETE"
    error_message = "Protection is as said."
  }
}

run "alerts" {
  command = apply
  variables {
    notification_channels = ["projects/acme-crm-prod/notificationChannels/1"]
  }

  assert {
    condition = alltrue([for alert in concat(
      values(google_monitoring_alert_policy.log),
      values(google_monitoring_alert_policy.backlog),
      values(google_monitoring_alert_policy.undelivered),
      values(google_monitoring_alert_policy.expiring),
      [
        google_monitoring_alert_policy.rejected,
        google_monitoring_alert_policy.sweep_behind,
        google_monitoring_alert_policy.no_sweep,
        google_monitoring_alert_policy.failing,
      ],
    ) : alert.notification_channels == tolist(["projects/acme-crm-prod/notificationChannels/1"])])
    error_message = "Each alert reaches the channels."
  }
  assert {
    condition = alltrue([for condition in concat(
      google_monitoring_alert_policy.rejected.conditions,
      google_monitoring_alert_policy.sweep_behind.conditions,
      ) :
      condition.condition_prometheus_query_language[0].disable_metric_validation &&
      strcontains(condition.condition_prometheus_query_language[0].query, "user_modigie_gateway_events")
    ])
    error_message = "A query on a metric of the same apply must not be validated."
  }
  assert {
    condition = { for name in ["delivery", "sweep-failed", "fault", "unreadable"] : name =>
      regex("jsonPayload.event=\"(.+)\"$", google_monitoring_alert_policy.log[name].conditions[0].condition_matched_log[0].filter)[0]
      } == {
      delivery     = "job.delivery-failed"
      sweep-failed = "sweep.failed"
      fault        = "request.failed"
      unreadable   = "record.unreadable"
    }
    error_message = "Results that are refused, and faults of the gateway's own, call a person."
  }
  assert {
    condition = (
      strcontains(
        google_monitoring_alert_policy.sweep_behind.conditions[0].condition_prometheus_query_language[0].query,
        "{event=\"sweep.finished\",reason=\"out-of-time\"}",
      ) &&
      google_logging_metric.events.label_extractors["reason"] == "EXTRACT(jsonPayload.reason)"
    )
    error_message = "Sweeps that run out of time call a person, by a label that the metric has."
  }
  assert {
    condition = { for name, alert in google_monitoring_alert_policy.undelivered : name => [
      strcontains(alert.conditions[0].condition_threshold[0].filter, "subscription_id=\"modigie-gateway-${name}\""),
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
      strcontains(alert.conditions[0].condition_threshold[0].filter, "subscription_id=\"modigie-gateway-${name}\""),
      strcontains(alert.conditions[0].condition_threshold[0].filter, "subscription/oldest_unacked_message_age"),
      alert.conditions[0].condition_threshold[0].threshold_value + 2 * 86400,
      ] } == { for name, subscription in google_pubsub_subscription.last_resorts : name =>
      [true, true, tonumber(trimsuffix(subscription.message_retention_duration, "s"))]
    }
    error_message = "Two days before a message is lost, a person is called."
  }
}
