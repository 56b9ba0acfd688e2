output "submit_url" {
  description = "Where jobs are submitted: POST {submit_url}/v1/jobs."
  value       = module.submit_jobs.uri
}

output "query_url" {
  description = "Where jobs are read: GET {query_url}/v1/jobs/{id}."
  value       = module.query_jobs.uri
}

output "operate_url" {
  description = "Where operators change what is there: jobs, operations, holds, dead letters, erasures. POST {operate_url}/v1/operations."
  value       = module.operate_jobs.uri
}

output "webhooks_url" {
  description = "Where operators look at webhooks and try them: GET {webhooks_url}/v1/webhooks. null without webhooks."
  value       = one(module.deliver_webhooks[*].uri)
}

output "webhook_subscriptions" {
  description = "The push subscription of each webhook, by its name."
  value = { for name, key in local.webhook_subscriptions :
    name => one(module.deliver_webhooks).subscriptions[key].id
  }
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
    Ask Modigie to let these accounts act as the application account, by a custom role that has the permission
    iam.serviceAccounts.getAccessToken and no other (docs/deploy.md); empty when a key is used.
  EOT
  value       = compact([for function in local.functions : function.impersonator])
}

output "service_accounts" {
  description = "E-mail of every service account of the deployment, by what it is for."
  value = merge(
    { for name, function in local.functions : name => function.account.email },
    { for name, account in google_service_account.callers : "caller-${name}" => account.email },
    { build = google_service_account.build.email },
  )
}

output "ledger" {
  description = "Name of the Firestore database."
  value       = google_firestore_database.this.name
}

output "intake_topic" {
  description = <<-EOT
    Publish jobs here instead of calling submit_url, if you like. Your publisher needs roles/pubsub.publisher on it.
  EOT
  value       = google_pubsub_topic.topics["intake"].id
}

output "results_subscription" {
  description = "Pull results from here, as one of results_consumers."
  value       = google_pubsub_subscription.results.id
}

output "dead_letter_subscriptions" {
  description = "Where set-aside messages wait, for seven days."
  value       = [for subscription in google_pubsub_subscription.last_resorts : subscription.id]
}

output "warehouse" {
  description = "Datasets of BigQuery in which results are: that without personal data, and that with it; null where there is none."
  value = var.bigquery == null ? null : {
    for name, dataset in google_bigquery_dataset.raw : name => "${local.project_id}.${dataset.dataset_id}"
  }
}
