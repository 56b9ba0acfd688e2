# A first apply to a project in which there is nothing. In which order things are made is tested with the graph:
# build/infra-order.ts.
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

run "apis" {
  command = apply

  assert {
    condition = toset([for api in google_project_service.apis : trimsuffix(api.service, ".googleapis.com")]) == toset([
      "artifactregistry", "cloudbuild", "cloudfunctions", "cloudscheduler", "firestore", "iam", "iamcredentials",
      "logging", "monitoring", "pubsub", "run", "secretmanager", "storage",
    ])
    error_message = "The APIs of all that is made, and of what functions call."
  }
  assert {
    condition     = alltrue([for api in google_project_service.apis : !api.disable_on_destroy])
    error_message = "A teardown leaves APIs enabled: others may use them."
  }
}

run "waits" {
  command = apply

  assert {
    condition = (
      time_sleep.apis.create_duration == "60s" &&
      length(split(" ", time_sleep.apis.triggers["apis"])) == length(google_project_service.apis)
    )
    error_message = "After an API is enabled, its service agent gets time to come into being."
  }
  assert {
    condition = (
      time_sleep.build_roles.create_duration == "120s" &&
      length(split(" ", time_sleep.build_roles.triggers["roles"])) == 1 + length(google_project_iam_member.build)
    )
    error_message = "Roles get time to come into force before the first build."
  }
}

run "bundles_of_a_release" {
  command = apply
  variables {
    bundles_dir = "../dist/functions"
  }

  assert {
    condition     = local.build.bundles == "../dist/functions"
    error_message = "They are taken from where they were unpacked."
  }
}
