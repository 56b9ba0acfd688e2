# How functions are built: Cloud Build makes an image of each bundle, under an account that is for nothing else.

locals {
  build = {
    folder  = "${path.module}/../dist"
    bucket  = google_storage_bucket.bundles.name
    account = google_service_account.build.id
    role    = google_project_iam_member.build.role
  }
}

resource "google_storage_bucket" "bundles" {
  name                        = "${var.project_id}-${var.prefix}-bundles"
  location                    = var.region
  labels                      = var.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  depends_on                  = [google_project_service.apis]
}

resource "google_service_account" "build" {
  account_id   = "${var.prefix}-build"
  display_name = "${var.prefix} build"
}

# The role that Cloud Build needs to make a function's image; documented as the role for a build account of one's own.
resource "google_project_iam_member" "build" {
  project = var.project_id
  role    = "roles/cloudbuild.builds.builder"
  member  = google_service_account.build.member
}
