# Callers: the members that may call the function, and the schedule or subscription that does.

locals {
  # Known before the function exists, unlike its uri: so that the function can be told the audience of its own caller.
  # Cloud Run takes each of a service's addresses as audience.
  audience = "https://${local.service}-${var.deployment.project_number}.${var.deployment.region}.run.app"

  everybody = ["allUsers", "allAuthenticatedUsers"]

  dead_lettering = { for name, subscription in var.subscriptions : name => subscription if subscription.dead_letters != null }
}

# The members are the keys, so that taking one out of the list touches no other. A function that is replaced loses its
# grants, though their names stay the same: they are replaced with it.
resource "google_cloud_run_service_iam_member" "invokers" {
  for_each = var.invokers
  project  = var.deployment.project_id
  location = var.deployment.region
  service  = google_cloudfunctions2_function.this.name
  role     = "roles/run.invoker"
  member   = each.value

  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.this.id]
  }
}

# Not one of the invokers: its e-mail address may be known only when it has been made.
resource "google_cloud_run_service_iam_member" "caller" {
  count    = var.caller == null ? 0 : 1
  project  = var.deployment.project_id
  location = var.deployment.region
  service  = google_cloudfunctions2_function.this.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${var.caller.email}"

  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.this.id]
  }
}

resource "google_cloud_scheduler_job" "this" {
  count            = var.schedule == null ? 0 : 1
  project          = var.deployment.project_id
  region           = var.deployment.region
  name             = local.service
  schedule         = var.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "${var.timeout_seconds}s"

  # The next time is the retry.
  retry_config {
    retry_count = 0
  }
  http_target {
    http_method = "POST"
    uri         = google_cloudfunctions2_function.this.service_config[0].uri
    oidc_token {
      service_account_email = var.caller.email
      audience              = local.audience
    }
  }

  # Its first call is within a minute.
  depends_on = [google_cloud_run_service_iam_member.caller]
}

resource "google_pubsub_subscription" "push" {
  for_each = var.subscriptions
  project  = var.deployment.project_id
  name     = "${var.deployment.prefix}-${each.key}"
  topic    = each.value.topic
  labels   = merge(var.deployment.labels, each.value.labels)
  filter   = each.value.filter == "" ? null : each.value.filter
  # A message is not delivered again while the function may still be at work.
  ack_deadline_seconds       = var.timeout_seconds + 30
  message_retention_duration = "604800s"

  expiration_policy {
    ttl = ""
  }
  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }
  dynamic "dead_letter_policy" {
    for_each = each.value.dead_letters[*]
    content {
      dead_letter_topic     = dead_letter_policy.value.topic
      max_delivery_attempts = dead_letter_policy.value.max_delivery_attempts
    }
  }
  push_config {
    push_endpoint = "${google_cloudfunctions2_function.this.service_config[0].uri}${each.value.path}"
    oidc_token {
      service_account_email = var.caller.email
      audience              = local.audience
    }
  }

  depends_on = [google_cloud_run_service_iam_member.caller]
}

# Without these two grants dead-lettering silently does not work: Pub/Sub itself moves the message.
resource "google_pubsub_topic_iam_member" "dead_letter_publisher" {
  for_each = { for name, subscription in local.dead_lettering : name => subscription if !subscription.dead_letters.granted }
  project  = var.deployment.project_id
  topic    = each.value.dead_letters.topic
  role     = "roles/pubsub.publisher"
  member   = var.deployment.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "dead_letter_subscriber" {
  for_each     = local.dead_lettering
  project      = var.deployment.project_id
  subscription = google_pubsub_subscription.push[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = var.deployment.pubsub_agent
}
