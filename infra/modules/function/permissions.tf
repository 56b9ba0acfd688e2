# Permissions: one account for the function, with the least that it needs.

locals {
  key_secret   = try(var.acts_as.key_secret, null)
  impersonates = var.acts_as != null && local.key_secret == null
}

resource "google_service_account" "this" {
  project      = var.deployment.project_id
  account_id   = "${var.deployment.prefix}-${var.account}"
  display_name = "${var.deployment.prefix} ${var.name}"
}

# Firestore has no roles below the project; the condition narrows it to this database.
resource "google_project_iam_member" "database" {
  count   = var.database == null ? 0 : 1
  project = var.deployment.project_id
  role    = var.database.access == "read" ? "roles/datastore.viewer" : "roles/datastore.user"
  member  = google_service_account.this.member
  condition {
    title      = "${var.deployment.prefix} database only"
    expression = "resource.name == \"projects/${var.deployment.project_id}/databases/${var.database.name}\""
  }
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = var.publishes_to
  topic    = each.value
  role     = "roles/pubsub.publisher"
  member   = google_service_account.this.member
}

resource "google_secret_manager_secret_iam_member" "key" {
  count     = local.key_secret == null ? 0 : 1
  project   = var.deployment.project_id
  secret_id = local.key_secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_secret_manager_secret_iam_member" "peppers" {
  count     = var.peppers == null ? 0 : 1
  project   = var.deployment.project_id
  secret_id = var.peppers.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

# Two files may be of one secret, which is granted once.
resource "google_secret_manager_secret_iam_member" "files" {
  for_each  = toset(values(var.secret_files))
  project   = var.deployment.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}
