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
  submitters          = ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com", "user:jane@acme.com"]
  readers             = ["group:revops@acme.com", "user:jane@acme.com"]
  operators           = ["group:revops-oncall@acme.com"]
  alert_emails        = ["revops-oncall@acme.com"]
}

run "what_the_document_deploys" {
  command = apply

  assert {
    condition = { for name, f in local.functions : name => toset(keys(f.invokers)) if !f.called } == {
      submit-jobs  = toset(var.submitters)
      query-jobs   = toset(var.readers)
      operate-jobs = toset(var.operators)
    }
    error_message = "Who is named may do what the document says."
  }
}
