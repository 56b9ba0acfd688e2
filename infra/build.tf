# How functions are built: Cloud Build makes an image of each bundle, under an account that is for nothing else.

locals {
  build = {
    bundles = coalesce(var.bundles_dir, "${path.module}/../dist/functions")
    bucket  = google_storage_bucket.bundles.name
    # The account, once its roles are in force: a build that begins before is refused, and the apply fails.
    account    = time_sleep.build_roles.triggers["account"]
    repository = google_artifact_registry_repository.images.id
  }

  # The roles that Google asks of an account that builds functions, and no more:
  # https://cloud.google.com/functions/docs/securing/build-custom-sa
  build_roles = toset(["roles/logging.logWriter", "roles/storage.objectViewer"])
}

resource "google_storage_bucket" "bundles" {
  project                     = local.project_id
  name                        = "${local.project_id}-${var.prefix}-bundles"
  location                    = var.region
  labels                      = var.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true

  dynamic "encryption" {
    for_each = local.kms_key[*]
    content {
      default_kms_key_name = encryption.value
    }
  }
}

resource "google_service_account" "build" {
  project      = local.project_id
  account_id   = "${var.prefix}-build"
  display_name = "${var.prefix} build"
}

resource "google_project_iam_member" "build" {
  for_each = local.build_roles
  project  = local.project_id
  role     = each.value
  member   = google_service_account.build.member
}

# Of our own, so that who builds writes our images alone.
resource "google_artifact_registry_repository" "images" {
  project       = local.project_id
  location      = var.region
  repository_id = "${var.prefix}-images"
  format        = "DOCKER"
  kms_key_name  = local.kms_key
  labels        = var.labels
}

resource "google_artifact_registry_repository_iam_member" "build" {
  project    = local.project_id
  location   = var.region
  repository = google_artifact_registry_repository.images.name
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}

# Roles come into force within two minutes, as a rule: https://cloud.google.com/iam/docs/access-change-propagation
resource "time_sleep" "build_roles" {
  create_duration = "120s"
  triggers = {
    account = google_service_account.build.id
    roles = join(" ", sort(concat(
      [for grant in google_project_iam_member.build : grant.role],
      [google_artifact_registry_repository_iam_member.build.role],
    )))
  }
}
