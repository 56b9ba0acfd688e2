# Each input makes its resources, and without it there are none.
mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email  = "own@acme-crm-prod.iam.gserviceaccount.com"
      member = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
    }
  }
  mock_resource "google_cloudfunctions2_function" {
    defaults = { service_config = { uri = "https://function-uri.a.run.app" } }
  }
}

variables {
  deployment = {
    project_id     = "acme-crm-prod"
    project_number = "123456789012"
    region         = "us-central1"
    prefix         = "gateway"
    labels         = { team = "revops" }
    pubsub_agent   = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    build = {
      bundles    = "../../../dist/functions"
      bucket     = "bundles"
      account    = "projects/acme-crm-prod/serviceAccounts/build@acme-crm-prod.iam.gserviceaccount.com"
      repository = "projects/acme-crm-prod/locations/us-central1/repositories/images"
    }
  }
  name            = "sweep-jobs"
  account         = "things"
  ingress         = "ALLOW_INTERNAL_ONLY"
  memory          = "256Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = { min = 1, max = 4 }
}

run "without_inputs_it_may_nothing_and_nobody_calls_it" {
  command = apply

  assert {
    condition     = length(output.grants) == 0 && output.impersonator == null
    error_message = "No role is granted that no input asks for."
  }
  assert {
    condition     = output.schedule == null && length(output.subscriptions) == 0
    error_message = "Nothing calls what has neither schedule nor subscription."
  }
  assert {
    condition = output.environment == tomap({
      GOOGLE_CLOUD_PROJECT = "acme-crm-prod"
      INVOKERS             = "named"
      NODE_COMPILE_CACHE   = "/workspace/.compile-cache"
      NODE_OPTIONS         = "--max-old-space-size=128 --max-semi-space-size=8"
    })
    error_message = "The environment says what every function has, and no more."
  }
  assert {
    condition     = length(output.function.service_config[0].secret_volumes) == 0
    error_message = "No secret is mounted."
  }
}

run "the_heap_grows_with_the_memory" {
  command = plan
  variables {
    memory = "2Gi"
  }
  assert {
    condition     = output.environment["NODE_OPTIONS"] == "--max-old-space-size=1024 --max-semi-space-size=8"
    error_message = "Half of an instance is for old objects."
  }
}

run "the_function_is_what_its_inputs_say" {
  command = apply
  variables {
    environment = { SECONDS = "45" }
  }

  assert {
    condition = (
      output.function.name == "gateway-sweep-jobs" &&
      output.function.project == "acme-crm-prod" &&
      output.function.location == "us-central1" &&
      output.function.labels == tomap({ team = "revops" })
    )
    error_message = "The deployment says its name, place and labels."
  }
  assert {
    condition = (
      output.function.service_config[0].available_memory == "256Mi" &&
      output.function.service_config[0].available_cpu == "1" &&
      output.function.service_config[0].timeout_seconds == 60 &&
      output.function.service_config[0].max_instance_request_concurrency == 80 &&
      output.function.service_config[0].min_instance_count == 1 &&
      output.function.service_config[0].max_instance_count == 4 &&
      output.function.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"
    )
    error_message = "It runs with what its inputs say."
  }
  assert {
    condition     = output.environment["SECONDS"] == "45"
    error_message = "Its own environment is added."
  }
  assert {
    condition = (
      google_service_account.this.account_id == "gateway-things" &&
      google_service_account.this.project == "acme-crm-prod" &&
      output.function.service_config[0].service_account_email == google_service_account.this.email
    )
    error_message = "It runs under an account of its own."
  }
  assert {
    condition = (
      output.function.build_config[0].runtime == "nodejs24" &&
      output.function.build_config[0].entry_point == "gateway" &&
      output.function.build_config[0].service_account == var.deployment.build.account &&
      output.function.build_config[0].docker_repository == var.deployment.build.repository
    )
    error_message = "It is built for nodejs24 by the build account."
  }
  assert {
    condition = (
      google_storage_bucket_object.bundle.bucket == "bundles" &&
      google_storage_bucket_object.bundle.source == "../../../dist/functions/sweep-jobs.zip" &&
      google_storage_bucket_object.bundle.name ==
      "us-central1/sweep-jobs-${filemd5("../../../dist/functions/sweep-jobs.zip")}.zip" &&
      output.function.build_config[0].source[0].storage_source[0].bucket == "bundles" &&
      output.function.build_config[0].source[0].storage_source[0].object == google_storage_bucket_object.bundle.name
    )
    error_message = "It is built from its bundle, named by region and content."
  }
}

run "a_database_and_topics_are_granted_to_its_account" {
  command = apply
  variables {
    database     = { name = "ledger", access = "read-write" }
    publishes_to = { results = "projects/acme-crm-prod/topics/results" }
  }

  assert {
    condition = toset(output.grants) == toset([
      {
        member    = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
        role      = "roles/datastore.user"
        on        = "acme-crm-prod"
        condition = "resource.name == \"projects/acme-crm-prod/databases/ledger\""
      },
      {
        member    = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
        role      = "roles/pubsub.publisher"
        on        = "projects/acme-crm-prod/topics/results"
        condition = null
      },
    ])
    error_message = "It may use this database and this topic, and nothing else."
  }
  assert {
    condition     = output.environment["FIRESTORE_DATABASE"] == "ledger"
    error_message = "It is told the database that it was granted."
  }
}

run "a_database_may_be_for_reading_only" {
  command = apply
  variables {
    database = { name = "ledger", access = "read" }
  }

  assert {
    condition = output.grants == [{
      member    = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
      role      = "roles/datastore.viewer"
      on        = "acme-crm-prod"
      condition = "resource.name == \"projects/acme-crm-prod/databases/ledger\""
    }]
    error_message = "It may read this database, and write nothing."
  }
  assert {
    condition     = output.environment["FIRESTORE_DATABASE"] == "ledger"
    error_message = "It is told the database that it was granted."
  }
}

run "without_a_key_it_impersonates" {
  command = apply
  variables {
    acts_as = { account = "acme@modigie-tenant.iam.gserviceaccount.com" }
  }

  assert {
    condition     = length(output.grants) == 0 && output.impersonator == google_service_account.this.email
    error_message = "The grant is the other account's owner's, who is told for whom."
  }
  assert {
    condition = (
      output.environment["APPLICATION_ACCOUNT"] == var.acts_as.account &&
      !contains(keys(output.environment), "APPLICATION_KEY_FILE") &&
      length(output.function.service_config[0].secret_volumes) == 0
    )
    error_message = "It is told the account, and no key."
  }
}

run "with_a_key_it_reads_that_secret" {
  command = apply
  variables {
    acts_as = { account = "acme@modigie-tenant.iam.gserviceaccount.com", key_secret = "modigie-key" }
  }

  assert {
    condition = output.impersonator == null && output.grants == [{
      member    = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
      role      = "roles/secretmanager.secretAccessor"
      on        = "modigie-key"
      condition = null
    }]
    error_message = "It may read the key's secret, and impersonates nobody."
  }
  assert {
    condition = (
      output.environment["APPLICATION_KEY_FILE"] == "/etc/modigie/key.json" &&
      !contains(keys(output.environment), "APPLICATION_ACCOUNT")
    )
    error_message = "It is told the key's file, and no account."
  }
  assert {
    condition = (
      output.function.service_config[0].secret_volumes[0].mount_path == "/etc/modigie" &&
      output.function.service_config[0].secret_volumes[0].secret == "modigie-key" &&
      output.function.service_config[0].secret_volumes[0].versions[0].path == "key.json" &&
      output.function.service_config[0].secret_volumes[0].versions[0].version == "latest"
    )
    error_message = "The secret is mounted where the file is read."
  }
}

run "another_version_of_the_key_is_another_revision" {
  command = apply
  variables {
    acts_as = { account = "acme@modigie-tenant.iam.gserviceaccount.com", key_secret = "modigie-key", key_version = "3" }
  }

  assert {
    condition     = output.function.service_config[0].secret_volumes[0].versions[0].version == "3"
    error_message = "The function's configuration names the version, so that a change of it is a change of the function."
  }
}

run "a_key_of_ones_own_encrypts" {
  command = apply
  variables {
    deployment = merge(var.deployment, {
      kms_key = "projects/k/locations/us-central1/keyRings/r/cryptoKeys/k"
    })
  }

  assert {
    condition     = output.function.kms_key_name == var.deployment.kms_key
    error_message = "Bundle and image are encrypted with it."
  }
}

run "a_bundle_that_is_not_there" {
  command = plan
  variables {
    name = "do-things"
  }
  expect_failures = [google_storage_bucket_object.bundle]
}

run "with_peppers_it_reads_that_secret" {
  command = apply
  variables {
    peppers = { secret = "gateway-peppers", version = "3" }
  }

  assert {
    condition = output.grants == [{
      member    = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
      role      = "roles/secretmanager.secretAccessor"
      on        = "gateway-peppers"
      condition = null
    }]
    error_message = "It may read the peppers' secret, and nothing else."
  }
  assert {
    condition = (
      output.function.service_config[0].secret_environment_variables[0].key == "PERSON_PEPPERS" &&
      output.function.service_config[0].secret_environment_variables[0].secret == "gateway-peppers" &&
      output.function.service_config[0].secret_environment_variables[0].version == "3" &&
      !contains(keys(output.environment), "PERSON_PEPPERS")
    )
    error_message = "Their content is in the environment, and in nothing that Terraform keeps."
  }
}
