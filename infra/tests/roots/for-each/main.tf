# A root that deploys the gateway twice, after something of its own.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
    time = {
      source = "hashicorp/time"
    }
  }
}

resource "google_project_service" "own" {
  project = "acme-crm-prod"
  service = "cloudbilling.googleapis.com"
}

module "gateway" {
  source   = "../../.."
  for_each = toset(["modigie-one", "modigie-two"])

  project_id          = "acme-crm-prod"
  prefix              = each.value
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
  operators           = ["group:oncall@acme.com"]
  results_consumers   = ["group:revops@acme.com"]

  depends_on = [google_project_service.own]
}

output "ledgers" {
  value = [for gateway in module.gateway : gateway.ledger]
}
