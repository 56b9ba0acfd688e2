# Each variable's validation refuses what it should.
mock_provider "google" {}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
}

run "project_id_1" {
  command = plan
  variables {
    project_id = "Acme CRM"
  }
  expect_failures = [var.project_id]
}

run "region_1" {
  command = plan
  variables {
    region = "us"
  }
  expect_failures = [var.region]
}

run "prefix_2" {
  command = plan
  variables {
    prefix = "a-name-that-is-too-long"
  }
  expect_failures = [var.prefix]
}

run "labels_1" {
  command = plan
  variables {
    labels = { Team = "x" }
  }
  expect_failures = [var.labels]
}

run "application_account_1" {
  command = plan
  variables {
    application_account = "acme"
  }
  expect_failures = [var.application_account]
}

run "application_key_secret_1" {
  command = plan
  variables {
    application_key_secret = "projects/p/secrets/s"
  }
  expect_failures = [var.application_key_secret]
}

run "response_delivery_1" {
  command = plan
  variables {
    response_delivery = "pigeon"
  }
  expect_failures = [var.response_delivery]
}

run "submitters_1" {
  command = plan
  variables {
    submitters = ["allUsers"]
  }
  expect_failures = [var.submitters]
}

run "readers_1" {
  command = plan
  variables {
    readers = ["me@acme.com"]
  }
  expect_failures = [var.readers]
}

run "api_ingress_1" {
  command = plan
  variables {
    api_ingress = "ALL"
  }
  expect_failures = [var.api_ingress]
}

run "public_url_1" {
  command = plan
  variables {
    public_url = "gateway.acme.com"
  }
  expect_failures = [var.public_url]
}

run "scaling_1" {
  command = plan
  variables {
    scaling = { "submit" = { min = 1 } }
  }
  expect_failures = [var.scaling]
}

run "scaling_2" {
  command = plan
  variables {
    scaling = { "submit-jobs" = { min = 5, max = 2 } }
  }
  expect_failures = [var.scaling]
}

run "firestore_location_1" {
  command = plan
  variables {
    firestore_location = "the moon"
  }
  expect_failures = [var.firestore_location]
}

run "max_delivery_attempts_1" {
  command = plan
  variables {
    max_delivery_attempts = 200
  }
  expect_failures = [var.max_delivery_attempts]
}

run "notification_channels_1" {
  command = plan
  variables {
    notification_channels = ["ops"]
  }
  expect_failures = [var.notification_channels]
}

run "rejected_share_1" {
  command = plan
  variables {
    rejected_share = 5
  }
  expect_failures = [var.rejected_share]
}

run "pull_without_subscriptions" {
  command = plan
  variables {
    response_delivery = "pull"
  }
  expect_failures = [var.response_subscriptions]
}

# A database's name has four characters at least.
run "prefix_1" {
  command = plan
  variables {
    prefix = "abc"
  }
  expect_failures = [var.prefix]
}

run "prefix_of_four" {
  command = plan
  variables {
    prefix = "ab-1"
  }
  assert {
    condition     = google_firestore_database.this.name == "ab-1"
    error_message = "Four characters are enough."
  }
}

run "region_of_two_digits" {
  command = plan
  variables {
    region             = "europe-west12"
    firestore_location = "europe-west10"
  }
  assert {
    condition     = google_firestore_database.this.location_id == "europe-west10"
    error_message = "Regions may have two digits."
  }
}

run "operators_1" {
  command = plan
  variables {
    operators = ["allUsers"]
  }
  expect_failures = [var.operators]
}

run "results_consumers_1" {
  command = plan
  variables {
    results_consumers = ["crm@acme.com"]
  }
  expect_failures = [var.results_consumers]
}

run "open_to_the_internet_without_saying_so" {
  command = plan
  variables {
    allow_unauthenticated = true
  }
  expect_failures = [var.allow_unauthenticated]
}

run "push_account_1" {
  command = plan
  variables {
    push_account = "me@acme.com"
  }
  expect_failures = [var.push_account]
}

run "push_authentication_1" {
  command = plan
  variables {
    push_authentication = "off"
  }
  expect_failures = [var.push_authentication]
}

run "application_key_version_1" {
  command = plan
  variables {
    application_key_version = "newest"
  }
  expect_failures = [var.application_key_version]
}

run "message_regions_1" {
  command = plan
  variables {
    message_regions = ["eu"]
  }
  expect_failures = [var.message_regions]
}

run "message_regions_without_the_functions" {
  command = plan
  variables {
    message_regions = ["europe-west1"]
  }
  expect_failures = [var.message_regions]
}

run "kms_key_1" {
  command = plan
  variables {
    kms_key = "ledger"
  }
  expect_failures = [var.kms_key]
}

run "kms_key_elsewhere" {
  command = plan
  variables {
    kms_key = "projects/acme-keys/locations/europe-west1/keyRings/gateway/cryptoKeys/ledger"
  }
  expect_failures = [var.kms_key]
}

run "kms_key_for_a_database_elsewhere" {
  command = plan
  variables {
    kms_key            = "projects/acme-keys/locations/us-central1/keyRings/gateway/cryptoKeys/ledger"
    firestore_location = "nam5"
  }
  expect_failures = [var.kms_key]
}
