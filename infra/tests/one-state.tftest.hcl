# One state is one deployment: what a second apply may change, and what it may not.
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

run "production" {
  command   = apply
  state_key = "production"

  assert {
    condition = (
      google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED" &&
      google_firestore_database.this.deletion_policy == "DELETE"
    )
    error_message = "The ledger is protected, and never left behind."
  }
}

run "another_prefix_in_its_state" {
  command   = plan
  state_key = "production"
  variables {
    prefix = "modigie-staging"
  }
  expect_failures = [google_firestore_database.this]
}

run "another_project_in_its_state" {
  command   = plan
  state_key = "production"
  variables {
    project_id = "acme-crm-test"
  }
  expect_failures = [google_firestore_database.this]
}

run "another_region_in_its_state" {
  command   = plan
  state_key = "production"
  variables {
    region = "europe-west1"
  }
  expect_failures = [google_firestore_database.this]
}

run "another_key_in_its_state" {
  command   = plan
  state_key = "production"
  variables {
    kms_key = "projects/acme-keys/locations/us-central1/keyRings/gateway/cryptoKeys/ledger"
  }
  expect_failures = [google_firestore_database.this]
}

run "another_region_with_the_ledger_where_it_is" {
  command   = plan
  state_key = "production"
  variables {
    region             = "us-east1"
    firestore_location = "us-central1"
  }

  assert {
    condition     = google_firestore_database.this.location_id == "us-central1"
    error_message = "Functions may move; the ledger stays."
  }
}

# Has nothing of the first one's state, as in a workspace or a root of its own.
run "staging" {
  command   = apply
  state_key = "staging"
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
      [google_pubsub_subscription.results.name, google_firestore_database.this.name],
      [google_logging_metric.events.name],
      [for metric in google_logging_metric.lost_calls : metric.name],
      [for account in google_service_account.callers : account.account_id],
      [google_service_account.build.account_id],
      [for alert in concat(
        values(google_monitoring_alert_policy.log), values(google_monitoring_alert_policy.query),
        values(google_monitoring_alert_policy.backlog), values(google_monitoring_alert_policy.undelivered),
        values(google_monitoring_alert_policy.expiring),
      ) : alert.display_name],
    ) : startswith(name, "modigie-staging")]) && strcontains(google_storage_bucket.bundles.name, "-modigie-staging-") && startswith(google_artifact_registry_repository.images.repository_id, "modigie-staging")
    error_message = "Every name has its prefix, so that both fit into one project."
  }
  assert {
    condition = alltrue([for account in concat(
      [for f in local.functions : f.account],
      values(google_service_account.callers),
    ) : length(account.account_id) <= 30])
    error_message = "Account IDs fit into 30 characters."
  }
  assert {
    condition     = run.production.ledger == "modigie-gateway" && output.ledger == "modigie-staging"
    error_message = "Each has a ledger of its own."
  }
}

run "teardown_of_staging" {
  command   = plan
  state_key = "staging"
  variables {
    prefix              = "modigie-staging"
    deletion_protection = false
  }

  assert {
    condition = (
      google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_DISABLED" &&
      google_firestore_database.this.deletion_policy == "DELETE"
    )
    error_message = "Protection is as said."
  }
}

run "production_is_untouched" {
  command   = plan
  state_key = "production"

  assert {
    condition     = google_firestore_database.this.name == "modigie-gateway"
    error_message = "The first deployment is as it was."
  }
}
