# The gateway as a module: it configures no provider, so that your own root may call it, several times if you like
# (examples/root). Applied by itself it uses what the environment gives.

data "google_project" "this" {
  project_id = var.project_id
}

locals {
  # Inputs that every function has in common (modules/function, deployment).
  deployment = {
    project_id     = local.project_id
    project_number = data.google_project.this.number
    region         = var.region
    prefix         = var.prefix
    labels         = var.labels
    pubsub_agent   = local.pubsub_agent
    kms_key        = local.kms_key
    build          = local.build
  }

  # As this member Pub/Sub itself signs push requests and moves dead letters.
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}
