# A deployment that finds persons by keys, with a secret of its own.
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

run "with_peppers" {
  command = apply
  variables {
    person_peppers_secret  = "gateway-peppers"
    person_peppers_version = "2"
  }

  assert {
    condition = toset([for name, f in local.functions : name if contains([
      for grant in f.grants : grant.on if grant.role == "roles/secretmanager.secretAccessor"
      ], "gateway-peppers")
      ]) == toset([
      "submit-jobs", "operate-jobs", "intake-jobs", "sweep-jobs", "receive-responses", "keep-dead-letters",
    ])
    error_message = "Every function that keeps data of persons may read the peppers, and no other."
  }
  assert {
    condition = alltrue([for name, f in local.functions :
      length(f.function.service_config[0].secret_environment_variables) == (name == "query-jobs" ? 0 : 1)
    ])
    error_message = "Every function that keeps data of persons is told the peppers."
  }
}
