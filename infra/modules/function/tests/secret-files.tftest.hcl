# Secrets as files, and the way out through a connector.
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

run "secrets_are_files_at_their_latest_version" {
  command = apply
  variables {
    secret_files = { "/secrets/one/secret" = "gateway-one", "/secrets/two/secret" = "gateway-two", "/secrets/same/secret" = "gateway-one" }
  }

  assert {
    condition = toset(output.grants) == toset([for secret in ["gateway-one", "gateway-two"] : {
      member    = "serviceAccount:own@acme-crm-prod.iam.gserviceaccount.com"
      role      = "roles/secretmanager.secretAccessor"
      on        = secret
      condition = null
    }])
    error_message = "It may read these secrets, each granted once, and nothing else."
  }
  assert {
    condition = { for volume in output.function.service_config[0].secret_volumes :
      "${volume.mount_path}/${volume.versions[0].path}" => [volume.secret, volume.versions[0].version]
      } == {
      "/secrets/one/secret"  = ["gateway-one", "latest"]
      "/secrets/two/secret"  = ["gateway-two", "latest"]
      "/secrets/same/secret" = ["gateway-one", "latest"]
    }
    error_message = "Each is where it is read, and a new version needs no revision."
  }
}

run "a_connector_is_for_private_addresses_unless_for_all" {
  command = apply
  variables {
    egress = { connector = "projects/p/locations/us-central1/connectors/c" }
  }

  assert {
    condition = (
      output.function.service_config[0].vpc_connector == "projects/p/locations/us-central1/connectors/c" &&
      output.function.service_config[0].vpc_connector_egress_settings == "PRIVATE_RANGES_ONLY"
    )
    error_message = "The rest goes out as ever."
  }
}
