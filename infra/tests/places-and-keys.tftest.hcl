# Deployments whose data has to be in certain places, or encrypted with a key of their own.
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

run "a_key_of_your_own" {
  command   = apply
  state_key = "key"
  variables {
    kms_key = "projects/acme-keys/locations/us-central1/keyRings/gateway/cryptoKeys/ledger"
  }

  assert {
    condition = (
      google_firestore_database.this.cmek_config[0].kms_key_name == var.kms_key &&
      google_storage_bucket.bundles.encryption[0].default_kms_key_name == var.kms_key &&
      alltrue([for topic in google_pubsub_topic.topics : topic.kms_key_name == var.kms_key]) &&
      alltrue([for f in local.functions : f.function.kms_key_name == var.kms_key])
    )
    error_message = "All that holds a lead is encrypted with it."
  }
  assert {
    condition = (
      google_artifact_registry_repository.images.kms_key_name == var.kms_key &&
      contains([for api in google_project_service.apis : api.service], "cloudkms.googleapis.com")
    )
    error_message = "So are the images; and the project may ask for keys."
  }
  assert {
    condition = toset([for grant in google_kms_crypto_key_iam_member.agents : "${grant.member} ${grant.crypto_key_id}"]) == toset([
      for domain in [
        "gcf-admin-robot", "gcp-sa-artifactregistry", "gcp-sa-firestore", "gcp-sa-pubsub", "gs-project-accounts",
        "serverless-robot-prod",
      ] : "serviceAccount:service-123456789012@${domain}.iam.gserviceaccount.com ${var.kms_key}"
    ])
    error_message = "Google's agents may use it."
  }
}

run "without_one" {
  command = apply

  assert {
    condition = (
      length(google_kms_crypto_key_iam_member.agents) == 0 && google_artifact_registry_repository.images.kms_key_name == null &&
      length(google_firestore_database.this.cmek_config) == 0 && length(google_storage_bucket.bundles.encryption) == 0
    )
    error_message = "No key, no grants on one."
  }
  assert {
    condition     = alltrue([for topic in google_pubsub_topic.topics : length(topic.message_storage_policy) == 0])
    error_message = "Messages may be anywhere."
  }
  assert {
    condition     = length(google_project_iam_audit_config.ledger) == 0
    error_message = "What the project logs of access to data is the project's."
  }
  assert {
    condition     = !contains(keys(google_monitoring_alert_policy.backlog), "results")
    error_message = "Results that nobody is there to take call nobody."
  }
}

run "in_europe" {
  command   = apply
  state_key = "europe"
  variables {
    region           = "europe-west10"
    message_regions  = ["europe-west10", "europe-west12"]
    data_access_logs = true
  }

  assert {
    condition = alltrue([for topic in google_pubsub_topic.topics :
      topic.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west10", "europe-west12"])
    ])
    error_message = "Messages stay in these regions."
  }
  assert {
    condition = (
      google_firestore_database.this.location_id == "europe-west10" &&
      google_storage_bucket.bundles.location == "europe-west10" &&
      alltrue([for f in local.functions : f.function.location == "europe-west10"])
    )
    error_message = "So do ledger, bundles and functions."
  }
  assert {
    condition = one(google_project_iam_audit_config.ledger).service == "datastore.googleapis.com" && {
      for log in one(google_project_iam_audit_config.ledger).audit_log_config : log.log_type => length(log.exempted_members)
      } == {
      ADMIN_READ = 0
      DATA_READ  = 5
      DATA_WRITE = 5
    }
    error_message = "Who reads the ledger is logged, but for functions that work by themselves: not query-jobs, not operate-jobs."
  }
}
