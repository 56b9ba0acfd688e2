# Each variable's validation refuses what it should.
mock_provider "google" {}
mock_provider "archive" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
}

run "project_id_1" {
  command = plan
  variables {
    project_id = "Acme CRM"
  }
  expect_failures = [var.project_id]
}

run "region_1" {
  command = plan
  variables {
    region = "us"
  }
  expect_failures = [var.region]
}

run "prefix_1" {
  command = plan
  variables {
    prefix = "x"
  }
  expect_failures = [var.prefix]
}

run "prefix_2" {
  command = plan
  variables {
    prefix = "a-name-that-is-too-long"
  }
  expect_failures = [var.prefix]
}

run "labels_1" {
  command = plan
  variables {
    labels = { Team = "x" }
  }
  expect_failures = [var.labels]
}

run "repository_id_1" {
  command = plan
  variables {
    repository_id = "repositories/acme-production"
  }
  expect_failures = [var.repository_id]
}

run "repository_id_2" {
  command = plan
  variables {
    repository_id = ".."
  }
  expect_failures = [var.repository_id]
}

run "job_types_1" {
  command = plan
  variables {
    job_types = {}
  }
  expect_failures = [var.job_types]
}

run "job_types_2" {
  command = plan
  variables {
    job_types = { enrichMobile = { topic = "enrich-mobile" } }
  }
  expect_failures = [var.job_types]
}

run "job_types_3" {
  command = plan
  variables {
    job_types = { enrichMobile = { topic = "projects/m/topics/t", requires = "firstName" } }
  }
  expect_failures = [var.job_types]
}

run "application_account_1" {
  command = plan
  variables {
    application_account = "acme"
  }
  expect_failures = [var.application_account]
}

run "application_key_secret_1" {
  command = plan
  variables {
    application_key_secret = "projects/p/secrets/s"
  }
  expect_failures = [var.application_key_secret]
}

run "response_delivery_1" {
  command = plan
  variables {
    response_delivery = "pigeon"
  }
  expect_failures = [var.response_delivery]
}

run "response_subscriptions_1" {
  command = plan
  variables {
    response_subscriptions = ["short"]
  }
  expect_failures = [var.response_subscriptions]
}

run "push_audience_1" {
  command = plan
  variables {
    push_audience = "gateway"
  }
  expect_failures = [var.push_audience]
}

run "priority_carrier_1" {
  command = plan
  variables {
    priority_carrier = "header"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_2" {
  command = plan
  variables {
    priority_carrier = "attribute:modigieJobRequestId"
  }
  expect_failures = [var.priority_carrier]
}

run "policy_1" {
  command = plan
  variables {
    policy = "[]"
  }
  expect_failures = [var.policy]
}

run "budgets_1" {
  command = plan
  variables {
    budgets = [{ name = "a", per = "week", limit = 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_2" {
  command = plan
  variables {
    budgets = [
      { name = "a", per = "day", limit = 1 },
      { name = "a", per = "month", limit = 9 },
    ]
  }
  expect_failures = [var.budgets]
}

run "submitters_1" {
  command = plan
  variables {
    submitters = ["allUsers"]
  }
  expect_failures = [var.submitters]
}

run "readers_1" {
  command = plan
  variables {
    readers = ["me@acme.com"]
  }
  expect_failures = [var.readers]
}

run "api_ingress_1" {
  command = plan
  variables {
    api_ingress = "ALL"
  }
  expect_failures = [var.api_ingress]
}

run "public_url_1" {
  command = plan
  variables {
    public_url = "gateway.acme.com"
  }
  expect_failures = [var.public_url]
}

run "scaling_1" {
  command = plan
  variables {
    scaling = { "submit" = { min = 1 } }
  }
  expect_failures = [var.scaling]
}

run "scaling_2" {
  command = plan
  variables {
    scaling = { "submit-jobs" = { min = 5, max = 2 } }
  }
  expect_failures = [var.scaling]
}

run "firestore_location_1" {
  command = plan
  variables {
    firestore_location = "the moon"
  }
  expect_failures = [var.firestore_location]
}

run "sweep_schedule_1" {
  command = plan
  variables {
    sweep_schedule = "every minute"
  }
  expect_failures = [var.sweep_schedule]
}

run "max_delivery_attempts_1" {
  command = plan
  variables {
    max_delivery_attempts = 200
  }
  expect_failures = [var.max_delivery_attempts]
}

run "log_level_1" {
  command = plan
  variables {
    log_level = "LOUD"
  }
  expect_failures = [var.log_level]
}

run "notification_channels_1" {
  command = plan
  variables {
    notification_channels = ["ops"]
  }
  expect_failures = [var.notification_channels]
}

run "rejected_share_1" {
  command = plan
  variables {
    rejected_share = 5
  }
  expect_failures = [var.rejected_share]
}

run "pull_without_subscriptions" {
  command = plan
  variables {
    response_delivery = "pull"
  }
  expect_failures = [var.response_subscriptions]
}
