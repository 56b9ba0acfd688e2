# The company's own part, on a mocked provider. The gateway's part brings its provider along, so that its outputs stand
# in for it here; infra/tests has its tests.
mock_provider "google" {}

override_module {
  target = module.gateway
  outputs = {
    submit_url           = "https://submit-jobs.a.run.app"
    push_endpoint        = "https://receive-responses.a.run.app"
    push_audience        = "https://receive-responses.a.run.app"
    impersonators        = ["modigie-gateway-submit@acme-crm-prod.iam.gserviceaccount.com"]
    intake_topic         = "projects/acme-crm-prod/topics/modigie-gateway-intake"
    results_subscription = "projects/acme-crm-prod/subscriptions/modigie-gateway-results"
  }
}

variables {
  project_id = "acme-crm-prod"
}

run "the_crm_hands_leads_in" {
  command = apply

  assert {
    condition = (
      google_pubsub_topic_iam_member.crm_publishes_jobs.topic ==
      "projects/acme-crm-prod/topics/modigie-gateway-intake" &&
      google_pubsub_topic_iam_member.crm_publishes_jobs.role == "roles/pubsub.publisher" &&
      google_pubsub_topic_iam_member.crm_publishes_jobs.member ==
      "serviceAccount:crm-enrichment@acme-crm-prod.iam.gserviceaccount.com"
    )
    error_message = "The CRM may publish jobs, on the intake topic."
  }
}

run "the_crm_takes_results" {
  command = apply

  assert {
    condition = (
      google_pubsub_subscription_iam_member.crm_takes_results.subscription ==
      "projects/acme-crm-prod/subscriptions/modigie-gateway-results" &&
      google_pubsub_subscription_iam_member.crm_takes_results.role == "roles/pubsub.subscriber" &&
      google_pubsub_subscription_iam_member.crm_takes_results.member ==
      "serviceAccount:crm-enrichment@acme-crm-prod.iam.gserviceaccount.com"
    )
    error_message = "The CRM may take results, from the subscription that is there for it."
  }
}

run "outputs" {
  command = apply

  assert {
    condition = (
      output.submit_url == "https://submit-jobs.a.run.app" &&
      output.push_endpoint == "https://receive-responses.a.run.app" &&
      output.push_audience == "https://receive-responses.a.run.app" &&
      join(" ", output.impersonators) == "modigie-gateway-submit@acme-crm-prod.iam.gserviceaccount.com"
    )
    error_message = "The root shows the submission address and all that Modigie has to be told."
  }
}
