# The root with the whole gateway in it, on mocked providers.
mock_provider "google" {
  source = "../../infra/tests/mocks"
}
mock_provider "time" {}

variables {
  project_id   = "acme-crm-prod"
  alert_emails = ["oncall@acme.example"]
}

# Nothing that decides how many resources there are may be known only after an apply.
run "a_first_plan_succeeds" {
  command = plan

  assert {
    condition     = google_service_account.crm.account_id == "crm-enrichment"
    error_message = "The plan is made."
  }
}

run "the_crm_hands_leads_in" {
  command = apply

  assert {
    condition = (
      google_pubsub_topic_iam_member.crm_publishes_jobs.topic == module.gateway.intake_topic &&
      google_pubsub_topic_iam_member.crm_publishes_jobs.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.crm_publishes_jobs.member ==
      "serviceAccount:crm-enrichment@acme-crm-prod.iam.gserviceaccount.com"
    )
    error_message = "The CRM may publish jobs, on the intake topic."
  }
  assert {
    condition = alltrue([for name in ["submit-jobs", "query-jobs", "operate-jobs", "intake-jobs", "sweep-jobs", "build"] :
      contains(keys(output.service_accounts), name)
    ])
    error_message = "The root shows every account."
  }
  assert {
    condition = (
      output.submit_url != null && output.query_url != null && output.operate_url != null &&
      output.results_subscription != null && output.push_endpoint != null && output.push_audience != null &&
      length(output.impersonators) == 4
    )
    error_message = "The root shows where jobs are submitted, read and retried, and all that Modigie has to be told."
  }
}
