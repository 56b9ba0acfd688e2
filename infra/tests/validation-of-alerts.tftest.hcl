# Whom alerts reach is somebody.
mock_provider "google" {
  source = "./tests/mocks"
}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
}

run "alerts_to_nobody" {
  command = plan
  variables {
    alert_emails = []
  }
  expect_failures = [var.alert_emails]
}

run "alerts_to_a_channel_alone" {
  command = plan
  variables {
    alert_emails          = []
    notification_channels = ["projects/acme-crm-prod/notificationChannels/1"]
  }
  assert {
    condition     = local.notification_channels == ["projects/acme-crm-prod/notificationChannels/1"]
    error_message = "A channel is enough."
  }
}

run "alert_emails_1" {
  command = plan
  variables {
    alert_emails = ["oncall"]
  }
  expect_failures = [var.alert_emails]
}
