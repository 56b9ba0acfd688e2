output "name" {
  description = "The function's name, without the prefix."
  value       = var.name
}

output "uri" {
  description = "Where the function is called."
  value       = google_cloudfunctions2_function.this.service_config[0].uri
}

output "audience" {
  description = "What the caller's tokens have to carry: the function's address as it is known beforehand."
  value       = local.audience
}

output "account" {
  description = "The function's service account."
  value       = google_service_account.this
}

output "impersonator" {
  description = "E-mail of the function's account if it impersonates acts_as, which the owner has to grant; else null."
  value       = local.impersonates ? google_service_account.this.email : null
}

output "invokers" {
  description = "The grants that let members call the function, by member."
  value = merge(
    google_cloud_run_service_iam_member.invokers,
    { for grant in google_cloud_run_service_iam_member.caller : grant.member => grant },
  )
}

output "called" {
  description = "Whether an account of Google's or Modigie's calls the function: people alone may be others."
  value       = var.caller != null
}

output "function" {
  description = "The Cloud Function."
  value       = google_cloudfunctions2_function.this
}

output "environment" {
  description = "The function's environment variables."
  value       = google_cloudfunctions2_function.this.service_config[0].environment_variables
}

output "schedule" {
  description = "The scheduler's job, or null."
  value       = one(google_cloud_scheduler_job.this)
}

output "subscriptions" {
  description = "The push subscriptions, by the end of their name."
  value       = google_pubsub_subscription.push
}

output "grants" {
  description = "Every role that the module grants: which member has it, on what, and under which condition."
  value = concat(
    [for grant in google_project_iam_member.database :
      { member = grant.member, role = grant.role, on = grant.project, condition = grant.condition[0].expression }
    ],
    [for grant in values(google_pubsub_topic_iam_member.publisher) :
      { member = grant.member, role = grant.role, on = grant.topic, condition = null }
    ],
    [for grant in google_secret_manager_secret_iam_member.key :
      { member = grant.member, role = grant.role, on = grant.secret_id, condition = null }
    ],
    [for grant in google_secret_manager_secret_iam_member.peppers :
      { member = grant.member, role = grant.role, on = grant.secret_id, condition = null }
    ],
    [for grant in values(google_secret_manager_secret_iam_member.files) :
      { member = grant.member, role = grant.role, on = grant.secret_id, condition = null }
    ],
    [for grant in google_cloud_run_service_iam_member.caller :
      { member = grant.member, role = grant.role, on = grant.service, condition = null }
    ],
    [for grant in values(google_cloud_run_service_iam_member.invokers) :
      { member = grant.member, role = grant.role, on = grant.service, condition = null }
    ],
    [for grant in values(google_pubsub_topic_iam_member.dead_letter_publisher) :
      { member = grant.member, role = grant.role, on = grant.topic, condition = null }
    ],
    [for grant in values(google_pubsub_subscription_iam_member.dead_letter_subscriber) :
      { member = grant.member, role = grant.role, on = grant.subscription, condition = null }
    ],
  )
}
