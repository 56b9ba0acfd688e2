# Filters of webhooks, and the names of subscriptions that follow from them.
mock_provider "google" {
  source = "./tests/mocks"
}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
  operators           = ["group:oncall@acme.com"]
}

run "filters" {
  command = apply
  variables {
    job_types = { for name in ["enrichMobile", "verify\"\\Employment", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-1", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-2", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-3"] :
      name => { topic = "projects/modigie-tenant/topics/enrich-mobile" }
    }
    webhooks = [
      { name = "none", url = "https://a.com", secret = "s", tags = ["team=emea"] },
      { name = "status", url = "https://a.com", secret = "s", statuses = ["completed", "failed"] },
      { name = "both", url = "https://a.com", secret = "s", statuses = ["completed"], job_types = ["enrichMobile", "verify\"\\Employment"] },
      { name = "long-types", url = "https://a.com", secret = "s", statuses = ["completed"], job_types = ["aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-1", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-2", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-3"] },
      { name = "long-statuses", url = "https://a.com", secret = "s", job_types = ["enrichMobile"],
      statuses = ["completed", "failed", "canceled", "rejected", "refused", "withdrawn", "discarded", "unanswered"] },
      { name = "long-all", url = "https://a.com", secret = "s", job_types = ["aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-1", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-2", "aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-3"],
      statuses = ["completed", "failed", "canceled", "rejected", "refused", "withdrawn", "discarded", "unanswered"] },
    ]
  }

  assert {
    condition = local.webhook_filters == {
      none          = ""
      status        = "(attributes.status = \"completed\" OR attributes.status = \"failed\")"
      both          = "(attributes.jobType = \"enrichMobile\" OR attributes.jobType = \"verify\\\"\\\\Employment\") AND (attributes.status = \"completed\")"
      long-types    = "(attributes.status = \"completed\")"
      long-statuses = "(attributes.jobType = \"enrichMobile\")"
      long-all      = ""
    }
    error_message = "What Pub/Sub can tell apart within 256 bytes it tells apart; the function tells apart the rest."
  }
  assert {
    condition     = alltrue([for filter in local.webhook_filters : length(filter) <= 256])
    error_message = "Pub/Sub takes 256 bytes."
  }
}

run "another_filter_is_another_subscription" {
  command = apply
  variables {
    webhooks = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm", statuses = ["failed"] }]
  }

  assert {
    condition = keys(one(module.deliver_webhooks).subscriptions) == [
      "webhook.crm.${substr(sha256("(attributes.status = \"failed\")"), 0, 8)}",
    ]
    error_message = "A filter cannot be changed: its hash is in the name, so that the old one is never in the way of the new."
  }
}
