# APIs of the project, enabled before anything else is made, and time until all of Google knows of them.

resource "google_project_service" "apis" {
  for_each = toset(concat([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudscheduler.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "storage.googleapis.com",
  ], var.kms_key == "" ? [] : ["cloudkms.googleapis.com"], var.bigquery == null ? [] : ["bigquery.googleapis.com"]))
  project            = var.project_id
  service            = each.value
  disable_on_destroy = false
}

# With an API Google makes its service agent, some time after it said that the API is enabled; a grant to an agent that
# does not exist yet is refused.
resource "time_sleep" "apis" {
  create_duration = "60s"
  triggers = {
    project_id = var.project_id
    apis       = join(" ", sort([for api in google_project_service.apis : api.service]))
  }
}

locals {
  # The project, once its APIs are ready: whatever is made in it waits for them.
  project_id = time_sleep.apis.triggers["project_id"]
}
