output "submit_url" {
  description = "Where jobs are submitted: POST {submit_url}/v1/jobs."
  value       = module.submit_jobs.uri
}

output "query_url" {
  description = "Where jobs are read and retried: GET {query_url}/v1/jobs/{id}."
  value       = module.query_jobs.uri
}

output "push_endpoint" {
  description = "Give this to Modigie as the endpoint of its push subscription; null when answers are pulled."
  value       = one(module.receive_responses[*].uri)
}

output "push_audience" {
  description = "Give this to Modigie as the audience of its push tokens; null when answers are pulled."
  value       = one(module.receive_responses[*].audience)
}

output "impersonators" {
  description = <<-EOT
    Ask Modigie to grant these accounts roles/iam.serviceAccountTokenCreator on the application account; empty when a
    key is used.
  EOT
  value       = compact([for function in local.functions : function.impersonator])
}

output "intake_topic" {
  description = <<-EOT
    Publish jobs here instead of calling submit_url, if you like. Your publisher needs roles/pubsub.publisher on it.
  EOT
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
