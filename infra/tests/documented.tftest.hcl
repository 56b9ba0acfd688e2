# The variables of docs/deploy.md, which are the same text (test/infra).
mock_provider "google" {
  source = "./tests/mocks"
}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  repository_id       = "acme-production"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  submitters          = ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com"]
  readers             = ["group:revops@acme.com"]
  operators           = ["group:revops-oncall@acme.com"]
  alert_emails        = ["revops-oncall@acme.com"]
}

run "what_the_document_deploys" {
  command = apply

  assert {
    condition = jsonencode({ for name, f in local.functions : name => keys(f.invokers) if !f.called }) == jsonencode({
      submit-jobs  = var.submitters
      query-jobs   = var.readers
      operate-jobs = var.operators
    })
    error_message = "Who is named may do what the document says."
  }
}
