# Values of webhooks and their egress, besides those that modules/settings checks.
mock_provider "google" {}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
  webhooks            = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm" }]
}

run "without_a_name_of_a_secret" {
  command = plan
  variables {
    webhooks = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "" }]
  }
  expect_failures = [var.webhooks]
}

run "a_secret_itself" {
  command = plan
  variables {
    webhooks = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw+A/=" }]
  }
  expect_failures = [var.webhooks]
}

run "a_job_type_of_none" {
  command = plan
  variables {
    webhooks = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm", job_types = ["enrichMobil"] }]
  }
  expect_failures = [var.webhooks]
}

run "a_connector_elsewhere" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/europe-west1/connectors/gateway" }
  }
  expect_failures = [var.webhook_egress]
}

run "a_connector_by_its_last_name" {
  command = plan
  variables {
    webhook_egress = { connector = "gateway" }
  }
  expect_failures = [var.webhook_egress]
}

run "all_traffic_through_nothing" {
  command = plan
  variables {
    webhook_egress = { all_traffic = true }
  }
  expect_failures = [var.webhook_egress]
}

run "private_addresses_by_the_internet" {
  command = plan
  variables {
    webhook_egress = { allow_private = ["10.1.0.0/16"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_1" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["0.0.0.0/0"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_2" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["10.0.0.0/7"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_3" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["169.254.169.254/32"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_4" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["127.0.0.1/32"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_5" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["172.32.0.0/16"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_6" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["192.168.0.0/15"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_7" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["100.128.0.0/16"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_8" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["::/0"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_9" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["fe80::/10"] }
  }
  expect_failures = [var.webhook_egress]
}

run "a_range_that_is_not_private_10" {
  command = plan
  variables {
    webhook_egress = { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["8.8.8.8/32"] }
  }
  expect_failures = [var.webhook_egress]
}

run "ranges_that_are_private" {
  command = plan
  variables {
    webhook_egress = {
      connector     = "projects/acme-net/locations/us-central1/connectors/gateway"
      allow_private = ["10.0.0.0/8", "10.1.2.3/32", "172.16.0.0/12", "172.31.4.0/24", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fd00:1::/32"]
    }
  }

  assert {
    condition     = length(jsondecode(module.settings.webhooks.WEBHOOK_ALLOW_PRIVATE)) == 8
    error_message = "They are allowed."
  }
}
