# The gateway as a module: it configures no provider, so that your own root may call it, several times if you like
# (examples/root). Applied by itself it uses what the environment gives.

data "google_project" "this" {
  count      = var.project_number == "" ? 1 : 0
  project_id = var.project_id
}

locals {
  # Inputs that every function has in common (modules/function, deployment).
  deployment = {
    project_id     = local.project_id
    project_number = local.project_number
    region         = var.region
    prefix         = var.prefix
    labels         = var.labels
    pubsub_agent   = local.pubsub_agent
    kms_key        = local.kms_key
    build          = local.build
  }

  project_number = var.project_number == "" ? one(data.google_project.this[*].number) : var.project_number

  # As this member Pub/Sub itself signs push requests and moves dead letters.
  pubsub_agent = "serviceAccount:service-${local.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}
