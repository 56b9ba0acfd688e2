# Each variable's validation refuses what it should.
mock_provider "google" {}

variables {
  deployment = {
    project_id     = "acme-crm-prod"
    project_number = "123456789012"
    region         = "us-central1"
    prefix         = "gateway"
    labels         = {}
    pubsub_agent   = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    build          = { bundles = "../../../dist/functions", bucket = "bundles", account = "build", repository = "images" }
  }
  name            = "sweep-jobs"
  account         = "things"
  ingress         = "ALLOW_INTERNAL_ONLY"
  memory          = "256Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = { min = 0, max = 4 }
}

run "a_name_of_other_letters" {
  command = plan
  variables {
    name = "Do_Things"
  }
  expect_failures = [var.name]
}

run "an_account_too_long" {
  command = plan
  variables {
    account = "an-account-whose-name-is-long"
  }
  expect_failures = [var.account]
}

run "an_ingress_unknown" {
  command = plan
  variables {
    ingress = "ALL"
  }
  expect_failures = [var.ingress]
}

run "an_invoker_without_kind" {
  command = plan
  variables {
    invokers = ["me@acme.com"]
  }
  expect_failures = [var.invokers]
}

run "a_schedule_in_words" {
  command = plan
  variables {
    caller   = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    schedule = "every minute"
  }
  expect_failures = [var.schedule]
}

run "a_memory_without_unit" {
  command = plan
  variables {
    memory = "512"
  }
  expect_failures = [var.memory]
}

run "a_timeout_beyond_pubsub" {
  command = plan
  variables {
    timeout_seconds = 600
  }
  expect_failures = [var.timeout_seconds]
}

run "no_concurrency" {
  command = plan
  variables {
    concurrency = 0
  }
  expect_failures = [var.concurrency]
}

run "more_instances_at_least_than_at_most" {
  command = plan
  variables {
    instances = { min = 5, max = 2 }
  }
  expect_failures = [var.instances]
}

run "an_environment_that_another_input_brings" {
  command = plan
  variables {
    environment = { GOOGLE_CLOUD_PROJECT = "another" }
  }
  expect_failures = [var.environment]
}

run "a_schedule_without_caller" {
  command = plan
  variables {
    schedule = "* * * * *"
  }
  expect_failures = [var.schedule]
}

run "a_subscription_without_caller" {
  command = plan
  variables {
    subscriptions = { things = { topic = "t" } }
  }
  expect_failures = [var.subscriptions]
}

run "an_access_unknown" {
  command = plan
  variables {
    database = { name = "ledger", access = "write" }
  }
  expect_failures = [var.database]
}

run "an_authentication_unknown" {
  command = plan
  variables {
    caller = { email = "caller@acme-crm-prod.iam.gserviceaccount.com", authentication = "off" }
  }
  expect_failures = [var.caller]
}

# Behind IAM a token without signature is taken, since Cloud Run has checked it: not where Cloud Run lets everybody in.
run "a_caller_among_everybody" {
  command = plan
  variables {
    caller   = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    invokers = ["allUsers"]
  }
  expect_failures = [var.caller]
}

run "a_caller_among_all_accounts_of_google" {
  command = plan
  variables {
    caller   = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    invokers = ["allAuthenticatedUsers"]
  }
  expect_failures = [var.caller]
}

run "a_path_with_a_query" {
  command = plan
  variables {
    caller        = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    subscriptions = { things = { topic = "t", path = "/things?x=1" } }
  }
  expect_failures = [var.subscriptions]
}

run "a_secret_file_in_no_folder" {
  command = plan
  variables {
    secret_files = { "/secret" = "gateway-one" }
  }
  expect_failures = [var.secret_files]
}

run "two_secret_files_in_a_folder" {
  command = plan
  variables {
    secret_files = { "/secrets/a" = "gateway-one", "/secrets/b" = "gateway-two" }
  }
  expect_failures = [var.secret_files]
}
