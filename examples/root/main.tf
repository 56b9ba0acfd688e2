# A company's own Terraform root: it calls infra/ as a module, and has the company's account that hands leads in and
# takes results. Elsewhere than in a checkout of this repository, source names a release, and bundles_dir the folder to
# which its bundles were unpacked, so that nothing has to be built:
#
#   source      = "git::https://HOST/modigie-gateway.git//infra?ref=v0.1.0"
#   bundles_dir = "${path.root}/modigie-gateway-bundles-0.1.0"

terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50, < 8"
    }
    # The gateway's, for its waits.
    time = {
      source  = "hashicorp/time"
      version = ">= 0.12, < 1"
    }
  }
  # Keep the state in a bucket of your own: backend "gcs" { bucket = "acme-terraform", prefix = "modigie-gateway" }
}

provider "google" {
  project = var.project_id
  region  = "us-central1"
  # As a person, not a service account, some APIs want to know on whose quota they are called.
  user_project_override = true
  billing_project       = var.project_id
}

locals {
  # As an IAM member. Members that the gateway lets in have to be known when planning, which the attribute `member` of
  # an account that is yet to be made is not.
  crm = "serviceAccount:${google_service_account.crm.account_id}@${var.project_id}.iam.gserviceaccount.com"
}

module "gateway" {
  source = "../../infra"

  project_id  = var.project_id
  bundles_dir = var.bundles_dir
  labels      = { team = "revops" }

  # From Modigie's onboarding.
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types = {
    enrichMobile     = { topic = "projects/modigie-tenant/topics/enrich-mobile" }
    verifyEmployment = { topic = "projects/modigie-tenant/topics/verify-employment" }
  }

  submitters        = [local.crm]
  readers           = [local.crm, "group:revops@acme.example"]
  operators         = ["group:revops-oncall@acme.example"]
  results_consumers = [local.crm]
  showback_tags     = { team = ["emea", "apac"] }
  budgets           = [{ name = "emea", tag = "team=emea", per = "month", limit = 1000 }]
  prices            = { enrichMobile = [{ amount = "0.40", currency = "USD", from = "2026-01-01" }] }
  alert_emails      = var.alert_emails
}

# The account that the company's CRM runs as: examples/intake-by-topic and examples/results-consumer.
resource "google_service_account" "crm" {
  project      = var.project_id
  account_id   = "crm-enrichment"
  display_name = "CRM: hands leads in, takes results"
}

resource "google_pubsub_topic_iam_member" "crm_publishes_jobs" {
  project = var.project_id
  topic   = module.gateway.intake_topic
  role    = "roles/pubsub.publisher"
  member  = local.crm
}
