# The accounts as which Google calls functions: one for Pub/Sub's push, one for the scheduler.

resource "google_service_account" "callers" {
  for_each     = toset(["push", "schedule"])
  project      = local.project_id
  account_id   = "${var.prefix}-${each.value}"
  display_name = "${var.prefix} caller: ${each.value}"
}

# Lets Pub/Sub sign push requests as our push account, and nothing else as it; projects from before April 2021 need it
# said: https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
resource "google_service_account_iam_member" "push_tokens" {
  service_account_id = google_service_account.callers["push"].name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = local.pubsub_agent
}
