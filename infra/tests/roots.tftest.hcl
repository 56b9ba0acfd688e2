# Roots of others that call infra/ as a module: several times, and after something of their own.
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

run "a_plan_of_two" {
  command = plan
  module {
    source = "./tests/roots/for-each"
  }
  providers = {
    google = google
    time   = time
  }
}

run "two_gateways" {
  command = apply
  module {
    source = "./tests/roots/for-each"
  }
  providers = {
    google = google
    time   = time
  }

  assert {
    condition     = toset(output.ledgers) == toset(["modigie-one", "modigie-two"])
    error_message = "Each has its ledger."
  }
}
