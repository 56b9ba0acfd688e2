module "sweep_jobs" {
  source  = "../"
  name    = "sweep-jobs"
  account = "sweep"
  deployment = {
    project_id     = "acme-crm-prod"
    project_number = "123456789012"
    region         = "us-central1"
    prefix         = "modigie-gateway"
    labels         = { team = "revops" }
    pubsub_agent   = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    build = {
      bundles    = "../../../dist/functions"
      bucket     = "acme-crm-prod-modigie-gateway-bundles"
      account    = "projects/acme-crm-prod/serviceAccounts/modigie-gateway-build@acme-crm-prod.iam.gserviceaccount.com"
      repository = "projects/acme-crm-prod/locations/us-central1/repositories/modigie-gateway-images"
    }
  }

  # Permissions.
  database     = { name = "modigie-gateway", access = "read-write" }
  publishes_to = { results = "projects/acme-crm-prod/topics/modigie-gateway-results" }
  acts_as      = { account = "acme@modigie-tenant.iam.gserviceaccount.com" }

  # Callers: from where and when.
  ingress  = "ALLOW_INTERNAL_ONLY"
  caller   = { email = "modigie-gateway-schedule@acme-crm-prod.iam.gserviceaccount.com" }
  schedule = "* * * * *"

  # Size and environment.
  memory          = "512Mi"
  timeout_seconds = 120
  concurrency     = 1
  instances       = { min = 0, max = 2 }
  environment     = { SWEEP_SECONDS = "45" }
}
