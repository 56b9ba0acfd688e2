# The resources beside the functions: the database, topics and their dead letters, alerts, names and roles.
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
    condition = length(google_firestore_index.composite) == length(local.indexes.indexes) && length(google_firestore_field.exempt) > 10 && alltrue([
      for field in google_firestore_field.exempt :
      length(field.index_config[0].indexes) == 0
    ])
    error_message = "Indexes are those of firestore.indexes.json."
  }
  assert {
    condition = toset([for name, field in google_firestore_field.exempt : name if length(field.ttl_config) > 0]) == toset([
      "deadLetters/expireAt", "deadLetterParts/expireAt",
    ])
    error_message = "Dead letters expire by themselves, with all of their bytes, and nothing of the ledger does."
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
      [for grant in google_project_iam_member.build : "${grant.role} on the project"],
      [
        "${google_artifact_registry_repository_iam_member.build.role} on images",
        google_pubsub_topic_iam_member.results_dead_letter_publisher.role,
        google_pubsub_subscription_iam_member.results_dead_letter_subscriber.role,
        google_service_account_iam_member.push_tokens.role,
      ],
      )) == toset([
      "roles/datastore.user",
      "roles/datastore.viewer",
      "roles/artifactregistry.writer on images",
      "roles/logging.logWriter on the project",
      "roles/storage.objectViewer on the project",
      "roles/pubsub.publisher",
      "roles/pubsub.subscriber",
      "roles/run.invoker",
      "roles/iam.serviceAccountOpenIdTokenCreator",
    ])
    error_message = "No role is granted that this list does not name."
  }
  assert {
    condition = (
      alltrue([for grant in google_project_iam_member.build : grant.member == google_service_account.build.member]) &&
      google_artifact_registry_repository_iam_member.build.member == google_service_account.build.member &&
      google_artifact_registry_repository_iam_member.build.repository == google_artifact_registry_repository.images.name &&
      alltrue([for f in local.functions :
        f.function.build_config[0].service_account == google_service_account.build.id
      ])
    )
    error_message = "One account builds, and is for nothing else."
  }
  assert {
    condition = output.service_accounts == merge(
      { for name, f in local.functions : name => f.account.email },
      {
        build           = google_service_account.build.email
        caller-push     = google_service_account.callers["push"].email
        caller-schedule = google_service_account.callers["schedule"].email
      },
    )
    error_message = "Whoever calls the module is told of every account."
  }
}

run "the_dashboard" {
  command = apply

  assert {
    condition     = jsondecode(google_monitoring_dashboard.this.dashboard_json).gridLayout.columns == "2"
    error_message = "Numbers are written as the API returns them: otherwise each plan changes the dashboard."
  }
}
