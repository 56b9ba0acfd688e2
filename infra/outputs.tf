output "submit_url" {
  description = "Where jobs are submitted: POST {submit_url}/v1/jobs."
  value       = google_cloudfunctions2_function.functions["submit-jobs"].service_config[0].uri
}

output "query_url" {
  description = "Where jobs are read and retried: GET {query_url}/v1/jobs/{id}."
  value       = google_cloudfunctions2_function.functions["query-jobs"].service_config[0].uri
}

output "push_endpoint" {
  description = "Give this to Modigie as the endpoint of its push subscription; null when answers are pulled."
  value       = try(google_cloudfunctions2_function.functions["receive-responses"].service_config[0].uri, null)
}

output "push_audience" {
  description = "Give this to Modigie as the audience of its push tokens; null when answers are pulled."
  value       = var.response_delivery == "push" ? coalesce(var.push_audience, local.audiences["receive-responses"]) : null
}

output "impersonators" {
  description = "Ask Modigie to grant these accounts roles/iam.serviceAccountTokenCreator on the application account; empty when a key is used."
  value       = local.keyed ? [] : [for name in keys(local.act_as_application) : google_service_account.functions[name].email]
}

output "intake_topic" {
  description = "Publish jobs here instead of calling submit_url, if you like. Your publisher needs roles/pubsub.publisher on it."
  value       = google_pubsub_topic.topics["intake"].id
}

output "results_subscription" {
  description = "Pull results from here. Your consumer needs roles/pubsub.subscriber on it."
  value       = google_pubsub_subscription.results.id
}

output "dead_letter_subscriptions" {
  description = "Where set-aside messages wait, for seven days."
  value       = [for subscription in google_pubsub_subscription.last_resorts : subscription.id]
}
