# The validation of var.bigquery refuses what it should, and takes what it should.
mock_provider "google" {}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
}

run "dataset_1" {
  command = plan
  variables {
    bigquery = { dataset = "acme-crm-prod.modigie", location = "EU" }
  }
  expect_failures = [var.bigquery]
}

run "dataset_2" {
  command = plan
  variables {
    bigquery = { dataset = "", location = "EU" }
  }
  expect_failures = [var.bigquery]
}

run "location_1" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "europe" }
  }
  expect_failures = [var.bigquery]
}

run "location_2" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "eu" }
  }
  expect_failures = [var.bigquery]
}

run "personal_days_1" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "EU", personal_days = 0 }
  }
  expect_failures = [var.bigquery]
}

run "personal_days_2" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "EU", personal_days = 1.5 }
  }
  expect_failures = [var.bigquery]
}

run "facts_days_1" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "EU", facts_days = -1 }
  }
  expect_failures = [var.bigquery]
}

run "readers_1" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "EU", readers = ["allUsers"] }
  }
  expect_failures = [var.bigquery]
}

run "readers_2" {
  command = plan
  variables {
    bigquery = { dataset = "modigie", location = "EU", personal_readers = ["jane@acme.com"] }
  }
  expect_failures = [var.bigquery]
}

run "regions_1" {
  command = plan
  variables {
    region          = "europe-west1"
    message_regions = ["europe-west1"]
    bigquery        = { dataset = "modigie", location = "US" }
  }
  expect_failures = [var.bigquery]
}

run "regions_2" {
  command = plan
  variables {
    region          = "europe-west1"
    message_regions = ["europe-west1", "us-east1"]
    bigquery        = { dataset = "modigie", location = "EU" }
  }
  expect_failures = [var.bigquery]
}

run "regions_3" {
  command = plan
  variables {
    region          = "europe-west1"
    message_regions = ["europe-west1", "europe-west4"]
    bigquery        = { dataset = "modigie", location = "us-central1" }
  }
  expect_failures = [var.bigquery]
}

run "key_1" {
  command = plan
  variables {
    kms_key  = "projects/k/locations/us-central1/keyRings/r/cryptoKeys/c"
    bigquery = { dataset = "modigie", location = "US" }
  }
  expect_failures = [var.bigquery]
}

run "tags_1" {
  command = plan
  variables {
    showback_tags = { "cost'center" = ["1"] }
    bigquery      = { dataset = "modigie", location = "EU" }
  }
  expect_failures = [var.bigquery]
}

run "tags_2" {
  command = plan
  variables {
    showback_tags = { "cost-center" = ["1"], "cost_center" = ["1"] }
    bigquery      = { dataset = "modigie", location = "EU" }
  }
  expect_failures = [var.bigquery]
}

run "taken_1" {
  command = plan
  variables {
    region          = "europe-west1"
    message_regions = ["europe-west1", "europe-west4"]
    bigquery        = { dataset = "Modigie_1", location = "EU" }
  }
}

run "taken_2" {
  command = plan
  variables {
    region          = "europe-west10"
    message_regions = ["europe-west10"]
    bigquery        = { dataset = "m", location = "europe-west10", personal_days = 1, facts_days = 1 }
  }
}

run "taken_3" {
  command = plan
  variables {
    showback_tags = { "cost'center" = ["1"] }
  }
}

run "taken_4" {
  command = plan
  variables {
    region          = "europe-west1"
    message_regions = ["europe-west1", "europe-west4"]
    bigquery        = { dataset = "modigie", location = "europe-west4" }
  }
}
