mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
  mock_resource "google_cloudfunctions2_function" {
    defaults = { service_config = { uri = "https://function-uri.a.run.app" } }
  }
}
mock_provider "archive" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
}

run "defaults" {
  command = apply

  assert {
    condition     = toset(keys(google_cloudfunctions2_function.functions)) == toset(["submit-jobs", "query-jobs", "intake-jobs", "receive-responses", "sweep-jobs"])
    error_message = "With push, the functions are these five."
  }
  assert {
    condition     = alltrue([for f in google_cloudfunctions2_function.functions : f.build_config[0].runtime == "nodejs24" && f.build_config[0].entry_point == "gateway"])
    error_message = "Functions run on nodejs24 under the name that serve-function.ts registers."
  }
  assert {
    condition     = length(distinct([for f in google_cloudfunctions2_function.functions : f.service_config[0].service_account_email])) == 5 || length(google_service_account.functions) == 5
    error_message = "Each function has an account of its own."
  }
  assert {
    condition     = alltrue([for name in ["submit-jobs", "query-jobs", "intake-jobs", "receive-responses"] : google_cloudfunctions2_function.functions[name].service_config[0].max_instance_request_concurrency > 1])
    error_message = "Handlers that allow it serve more than one request at once."
  }
  assert {
    condition     = alltrue([for m in google_cloud_run_service_iam_member.invokers : !contains(["allUsers", "allAuthenticatedUsers"], m.member)])
    error_message = "Nobody may call without being named."
  }
  assert {
    condition     = google_cloud_run_service_iam_member.invokers["receive-responses-0"].member == "serviceAccount:acme@modigie-tenant.iam.gserviceaccount.com"
    error_message = "Only the application account pushes answers."
  }
  assert {
    condition     = google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED" && google_firestore_database.this.type == "FIRESTORE_NATIVE"
    error_message = "The database is native, protected and recoverable."
  }
  assert {
    condition     = length(google_firestore_index.composite) == 1 && length(google_firestore_field.exempt) > 10 && alltrue([for f in google_firestore_field.exempt : length(f.index_config[0].indexes) == 0 && length(f.ttl_config) == 0])
    error_message = "Indexes are those of firestore.indexes.json; no field expires by itself."
  }
  assert {
    condition     = alltrue([for s in concat([google_pubsub_subscription.intake, google_pubsub_subscription.results], values(google_pubsub_subscription.last_resorts)) : s.expiration_policy[0].ttl == "" && s.message_retention_duration == "604800s"])
    error_message = "No subscription expires, and each keeps a week."
  }
  assert {
    condition     = alltrue([for s in [google_pubsub_subscription.intake, google_pubsub_subscription.results] : s.dead_letter_policy[0].max_delivery_attempts == 100 && s.retry_policy[0].minimum_backoff == "10s" && s.retry_policy[0].maximum_backoff == "600s"])
    error_message = "Deliveries are tried 100 times with backoff before they are given up."
  }
  assert {
    condition     = google_pubsub_subscription.intake.ack_deadline_seconds > google_cloudfunctions2_function.functions["intake-jobs"].service_config[0].timeout_seconds
    error_message = "A message is not delivered again while its function may still be at work."
  }
  assert {
    condition     = google_pubsub_subscription.intake.push_config[0].push_endpoint == google_cloudfunctions2_function.functions["intake-jobs"].service_config[0].uri && google_pubsub_subscription.intake.push_config[0].oidc_token[0].audience == google_cloudfunctions2_function.functions["intake-jobs"].service_config[0].environment_variables["PUSH_AUDIENCE"]
    error_message = "Intake is pushed to the function's uri with the audience that the function expects."
  }
  assert {
    condition     = google_cloud_scheduler_job.scheduled["sweep-jobs"].http_target[0].oidc_token[0].audience == google_cloudfunctions2_function.functions["sweep-jobs"].service_config[0].environment_variables["PUSH_AUDIENCE"]
    error_message = "The scheduler's tokens carry the audience that the sweep expects."
  }
  assert {
    condition     = output.push_audience == google_cloudfunctions2_function.functions["receive-responses"].service_config[0].environment_variables["PUSH_AUDIENCE"]
    error_message = "Modigie is told the audience that is checked."
  }
}

run "dead_letters_work" {
  command = apply

  assert {
    condition     = toset(keys(google_pubsub_topic_iam_member.dead_letter_publisher)) == toset(["intake", "results"]) && toset(keys(google_pubsub_subscription_iam_member.dead_letter_subscriber)) == toset(["intake", "results"])
    error_message = "Each dead-letter policy has both of its grants."
  }
  assert {
    condition     = alltrue([for m in concat(values(google_pubsub_topic_iam_member.dead_letter_publisher), values(google_pubsub_subscription_iam_member.dead_letter_subscriber)) : m.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"])
    error_message = "It is Pub/Sub's own agent that moves dead letters."
  }
  assert {
    condition     = google_pubsub_topic_iam_member.dead_letter_publisher["intake"].topic == google_pubsub_subscription.intake.dead_letter_policy[0].dead_letter_topic && google_pubsub_topic_iam_member.dead_letter_publisher["results"].topic == google_pubsub_subscription.results.dead_letter_policy[0].dead_letter_topic
    error_message = "The grant is on the topic that the policy names."
  }
  assert {
    condition     = toset([for s in google_pubsub_subscription.last_resorts : s.topic]) == toset([for name in ["dead-letters", "intake-undelivered", "results-undelivered"] : google_pubsub_topic.topics[name].id])
    error_message = "Each topic of last resort has a pull subscription."
  }
}

run "least_privilege" {
  command = apply

  assert {
    condition = toset(concat(
      [for m in google_project_iam_member.firestore : m.role],
      [google_project_iam_member.build.role],
      [for m in google_pubsub_topic_iam_member.results_publisher : m.role],
      [for m in google_pubsub_topic_iam_member.dead_letters_publisher : m.role],
      [for m in google_pubsub_topic_iam_member.dead_letter_publisher : m.role],
      [for m in google_pubsub_subscription_iam_member.dead_letter_subscriber : m.role],
      [for m in google_cloud_run_service_iam_member.invokers : m.role],
      [google_service_account_iam_member.push_tokens.role],
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
    condition     = alltrue([for m in google_project_iam_member.firestore : m.condition[0].expression == "resource.name == \"projects/acme-crm-prod/databases/modigie-gateway\""])
    error_message = "Firestore is granted for this database only."
  }
  assert {
    condition     = toset(keys(google_pubsub_topic_iam_member.results_publisher)) == toset(["receive-responses", "sweep-jobs"]) && toset(keys(google_pubsub_topic_iam_member.dead_letters_publisher)) == toset(["intake-jobs", "receive-responses"])
    error_message = "Only who delivers results may publish them, and only who sets aside may publish dead letters."
  }
  assert {
    condition     = alltrue([for name in ["intake-jobs", "sweep-jobs"] : google_cloudfunctions2_function.functions[name].service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"])
    error_message = "What only Google calls is not on the internet."
  }
  assert {
    condition     = length(output.impersonators) == 4 && length(google_secret_manager_secret_iam_member.application_key) == 0
    error_message = "By default four functions act as the application account, without a key."
  }
}

run "pull" {
  command = apply
  variables {
    response_delivery      = "pull"
    response_subscriptions = ["projects/modigie-tenant/subscriptions/enrich-mobile-pull"]
  }
  assert {
    condition     = contains(keys(google_cloudfunctions2_function.functions), "pull-responses") && !contains(keys(google_cloudfunctions2_function.functions), "receive-responses")
    error_message = "Answers are pulled instead of pushed."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.backlog["answers enrich-mobile-pull"].conditions[0].condition_threshold[0].filter, "subscription_id=\"enrich-mobile-pull\"")
    error_message = "The oldest unacknowledged answer is watched."
  }
  assert {
    condition     = google_cloud_scheduler_job.scheduled["pull-responses"].schedule == "* * * * *" && google_cloudfunctions2_function.functions["pull-responses"].service_config[0].environment_variables["RESPONSE_SUBSCRIPTIONS"] == "[\"projects/modigie-tenant/subscriptions/enrich-mobile-pull\"]"
    error_message = "The pull runs each minute on the named subscriptions."
  }
  assert {
    condition     = tonumber(google_cloudfunctions2_function.functions["pull-responses"].service_config[0].environment_variables["PULL_SECONDS"]) < google_cloudfunctions2_function.functions["pull-responses"].service_config[0].timeout_seconds
    error_message = "A pull ends before its function times out."
  }
  assert {
    condition     = output.push_endpoint == null && output.push_audience == null
    error_message = "There is no push endpoint to give to Modigie."
  }
}

run "with_a_key" {
  command = apply
  variables {
    application_key_secret = "modigie-key"
  }
  assert {
    condition     = toset(keys(google_secret_manager_secret_iam_member.application_key)) == toset(["submit-jobs", "query-jobs", "intake-jobs", "sweep-jobs"])
    error_message = "Only who publishes requests may read the key."
  }
  assert {
    condition     = google_cloudfunctions2_function.functions["submit-jobs"].service_config[0].environment_variables["APPLICATION_KEY_FILE"] == "/etc/modigie/key.json" && length(google_cloudfunctions2_function.functions["submit-jobs"].service_config[0].secret_volumes) == 1 && length(google_cloudfunctions2_function.functions["receive-responses"].service_config[0].secret_volumes) == 0
    error_message = "The key is mounted where it is read, and nowhere else."
  }
  assert {
    condition     = length(output.impersonators) == 0
    error_message = "With a key nobody impersonates."
  }
}

run "open_to_everybody_only_if_said" {
  command = apply
  variables {
    allow_unauthenticated = true
    submitters            = ["group:revops@acme.com"]
  }
  assert {
    condition     = toset([for m in google_cloud_run_service_iam_member.invokers : m.service if m.member == "allUsers"]) == toset(["modigie-gateway-submit-jobs", "modigie-gateway-query-jobs"])
    error_message = "Even then only submitting and reading are open."
  }
}

run "two_deployments_in_one_project" {
  command = apply
  variables {
    prefix              = "modigie-staging"
    deletion_protection = false
    scaling             = { "submit-jobs" = { min = 1 } }
  }
  assert {
    condition = alltrue([for name in concat(
      [for r in google_cloudfunctions2_function.functions : r.name],
      [for r in google_pubsub_topic.topics : r.name],
      [for r in google_pubsub_subscription.last_resorts : r.name],
      [google_pubsub_subscription.intake.name, google_pubsub_subscription.results.name, google_firestore_database.this.name, google_logging_metric.events.name],
      [for r in google_cloud_scheduler_job.scheduled : r.name],
      [for r in google_service_account.functions : r.account_id],
      [for r in google_service_account.callers : r.account_id],
    ) : startswith(name, "modigie-staging")])
    error_message = "Every name begins with the prefix."
  }
  assert {
    condition     = strcontains(google_storage_bucket.bundles.name, "modigie-staging") && alltrue([for a in google_monitoring_alert_policy.log : startswith(a.display_name, "modigie-staging")])
    error_message = "So do bucket and alerts."
  }
  assert {
    condition     = alltrue([for r in concat(values(google_service_account.functions), values(google_service_account.callers)) : length(r.account_id) <= 30])
    error_message = "Account IDs fit into 30 characters."
  }
  assert {
    condition     = google_firestore_database.this.deletion_policy == "DELETE" && google_cloudfunctions2_function.functions["submit-jobs"].service_config[0].min_instance_count == 1 && google_cloudfunctions2_function.functions["submit-jobs"].service_config[0].max_instance_count == 20
    error_message = "Protection and scaling are as said."
  }
}

run "alerts" {
  command = apply
  variables {
    notification_channels = ["projects/acme-crm-prod/notificationChannels/1"]
  }
  assert {
    condition     = alltrue([for a in concat(values(google_monitoring_alert_policy.log), values(google_monitoring_alert_policy.backlog), [google_monitoring_alert_policy.rejected, google_monitoring_alert_policy.no_sweep, google_monitoring_alert_policy.failing]) : a.notification_channels == tolist(["projects/acme-crm-prod/notificationChannels/1"])])
    error_message = "Each alert reaches the channels."
  }
  assert {
    condition     = google_monitoring_alert_policy.rejected.conditions[0].condition_prometheus_query_language[0].disable_metric_validation && strcontains(google_monitoring_alert_policy.rejected.conditions[0].condition_prometheus_query_language[0].query, "user_modigie_gateway_events")
    error_message = "A query on a metric of the same apply must not be validated."
  }
}
