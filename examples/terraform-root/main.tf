# A company's own Terraform root that uses this repository's infra/ as a module: the gateway, and the company's
# accounts that hand leads in and take results.
#
#   npm ci && npm run build        # in a checkout of the gateway: infra/ deploys the bundles of its dist/
#   terraform init && terraform apply
#
# The source below is for this repository. Elsewhere it is the path of such a checkout, for instance of a Git submodule.

terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50, < 8"
    }
  }
  # A company keeps its state in a bucket of its own: backend "gcs" { bucket = "acme-terraform" }
}

# For the resources of this file; infra/ configures a provider for its own.
provider "google" {
  project = var.project_id
}

locals {
  # As an IAM member. Members that the gateway lets in have to be known when planning, which the attribute `member` of
  # an account that is yet to be made is not.
  crm = "serviceAccount:${google_service_account.crm.account_id}@${var.project_id}.iam.gserviceaccount.com"
}

module "gateway" {
  source = "../../infra"

  project_id = var.project_id
  labels     = { team = "revops" }

  # From Modigie's onboarding.
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types = {
    enrichMobile     = { topic = "projects/modigie-tenant/topics/enrich-mobile" }
    verifyEmployment = { topic = "projects/modigie-tenant/topics/verify-employment" }
  }

  submitters            = [local.crm]
  readers               = [local.crm, "group:revops@acme.example"]
  budgets               = [{ name = "emea", tag = "team=emea", per = "month", limit = 1000 }]
  notification_channels = var.notification_channels
}

# The account that the company's CRM runs as: examples/intake-by-topic and examples/results-consumer.
resource "google_service_account" "crm" {
  account_id   = "crm-enrichment"
  display_name = "CRM: hands leads in, takes results"
}

resource "google_pubsub_topic_iam_member" "crm_publishes_jobs" {
  topic  = module.gateway.intake_topic
  role   = "roles/pubsub.publisher"
  member = local.crm
}

resource "google_pubsub_subscription_iam_member" "crm_takes_results" {
  subscription = module.gateway.results_subscription
  role         = "roles/pubsub.subscriber"
  member       = local.crm
}
