# One account per function, each with the least it needs. Two more call: Pub/Sub's push and the scheduler. One builds.

resource "google_service_account" "functions" {
  for_each     = local.functions
  account_id   = "${var.prefix}-${each.value.account}"
  display_name = "${var.prefix} ${each.key}"
}

resource "google_service_account" "callers" {
  for_each     = toset(["push", "schedule"])
  account_id   = "${var.prefix}-${each.value}"
  display_name = "${var.prefix} caller: ${each.value}"
}

resource "google_service_account" "build" {
  account_id   = "${var.prefix}-build"
  display_name = "${var.prefix} build"
}

# Firestore has no roles below the project; the condition narrows it to this database.
resource "google_project_iam_member" "firestore" {
  for_each = local.functions
  project  = var.project_id
  role     = "roles/datastore.user"
  member   = google_service_account.functions[each.key].member
  condition {
    title      = "${var.prefix} database only"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.this.name}\""
  }
}

# What Cloud Build needs to make a function's image; documented as the role for a build account of one's own.
resource "google_project_iam_member" "build" {
  project = var.project_id
  role    = "roles/cloudbuild.builds.builder"
  member  = google_service_account.build.member
}

resource "google_pubsub_topic_iam_member" "results_publisher" {
  for_each = { for name, settings in local.functions : name => settings if settings.publishes_results }
  topic    = google_pubsub_topic.topics["results"].id
  role     = "roles/pubsub.publisher"
  member   = google_service_account.functions[each.key].member
}

resource "google_pubsub_topic_iam_member" "dead_letters_publisher" {
  for_each = { for name, settings in local.functions : name => settings if settings.publishes_dead_letters }
  topic    = google_pubsub_topic.topics["dead-letters"].id
  role     = "roles/pubsub.publisher"
  member   = google_service_account.functions[each.key].member
}

resource "google_secret_manager_secret_iam_member" "application_key" {
  for_each  = local.keyed ? local.act_as_application : {}
  project   = var.project_id
  secret_id = var.application_key_secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.functions[each.key].member
}

locals {
  everybody = var.allow_unauthenticated ? ["allUsers"] : []

  invokers = merge([for name, members in {
    "submit-jobs"       = concat(var.submitters, local.everybody)
    "query-jobs"        = concat(var.readers, local.everybody)
    "intake-jobs"       = [google_service_account.callers["push"].member]
    "receive-responses" = ["serviceAccount:${var.application_account}"]
    "sweep-jobs"        = [google_service_account.callers["schedule"].member]
    "pull-responses"    = [google_service_account.callers["schedule"].member]
    } : { for index, member in members : "${name}-${index}" => { function = name, member = member } } if contains(keys(local.functions), name)
  ]...)
}

resource "google_cloud_run_service_iam_member" "invokers" {
  for_each = local.invokers
  project  = var.project_id
  location = var.region
  service  = google_cloudfunctions2_function.functions[each.value.function].name
  role     = "roles/run.invoker"
  member   = each.value.member
}

# Lets Pub/Sub sign push requests as our push account; projects from before April 2021 need it said.
resource "google_service_account_iam_member" "push_tokens" {
  service_account_id = google_service_account.callers["push"].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}
