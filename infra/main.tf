data "google_project" "this" {
  project_id = var.project_id
}

locals {
  # Inputs that every function has in common (modules/function, deployment).
  deployment = {
    project_id     = var.project_id
    project_number = data.google_project.this.number
    region         = var.region
    prefix         = var.prefix
    labels         = var.labels
    pubsub_agent   = local.pubsub_agent
    build          = local.build
  }

  # As this member Pub/Sub itself signs push requests and moves dead letters.
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_project_service" "apis" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudscheduler.googleapis.com",
    "firebaserules.googleapis.com",
    "firestore.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
  ])
  project            = var.project_id
  service            = each.value
  disable_on_destroy = false
}
