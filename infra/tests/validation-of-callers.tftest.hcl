# Accounts and members in forms that Google would refuse, late in an apply.
mock_provider "google" {}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
}

run "project_number_1" {
  command = plan
  variables {
    project_number = "acme-crm-prod"
  }
  expect_failures = [var.project_number]
}

run "a_key_without_a_push_account" {
  command = plan
  variables {
    application_key_secret = "modigie-key"
  }
  expect_failures = [var.push_account]
}

run "a_version_without_a_secret" {
  command = plan
  variables {
    application_key_version = "2"
  }
  expect_failures = [var.application_key_version]
}

run "teams_where_everybody_may_call" {
  command = plan
  variables {
    teams                 = { "team=emea" = ["ann@acme.com"] }
    allow_unauthenticated = true
    api_ingress           = "ALLOW_INTERNAL_ONLY"
  }
  expect_failures = [var.teams]
}

run "an_account_as_a_member" {
  command = plan
  variables {
    application_account = "serviceAccount:acme@modigie-tenant.iam.gserviceaccount.com"
  }
  expect_failures = [var.application_account]
}

run "a_member_without_a_name" {
  command = plan
  variables {
    submitters = ["serviceAccount:"]
  }
  expect_failures = [var.submitters]
}

run "a_member_with_a_blank" {
  command = plan
  variables {
    readers = ["user: jane@acme.com"]
  }
  expect_failures = [var.readers]
}

run "a_user_without_a_domain" {
  command = plan
  variables {
    operators = ["user:jane"]
  }
  expect_failures = [var.operators]
}

run "scaling_by_halves" {
  command = plan
  variables {
    scaling = { "submit-jobs" = { max = 1.5 } }
  }
  expect_failures = [var.scaling]
}

run "attempts_by_halves" {
  command = plan
  variables {
    max_delivery_attempts = 7.5
  }
  expect_failures = [var.max_delivery_attempts]
}

run "members_of_every_kind" {
  command = plan
  variables {
    submitters = [
      "serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com", "user:jane@acme.com", "group:revops@acme.com",
      "domain:acme.com", "principal://iam.googleapis.com/locations/global/workforcePools/acme/subject/jane",
      "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/acme/*",
    ]
  }
  assert {
    condition     = length(keys(module.submit_jobs.invokers)) == 6
    error_message = "Every kind of member that IAM knows is taken."
  }
}

run "null_is_the_default" {
  command = plan
  variables {
    submitters     = null
    readers        = null
    labels         = null
    scaling        = null
    policy         = null
    showback_tags  = null
    budgets        = null
    prices         = null
    reuse          = null
    dispatch_rate  = null
    sweep_schedule = null
  }
  assert {
    condition     = module.sweep_jobs.schedule.schedule == "* * * * *" && module.submit_jobs.environment["POLICY"] == "{}"
    error_message = "A variable that is null is one that is not set."
  }
}

run "person_peppers_secret_1" {
  command = plan
  variables {
    person_peppers_secret = "projects/p/secrets/s"
  }
  expect_failures = [var.person_peppers_secret]
}

run "person_peppers_version_1" {
  command = plan
  variables {
    person_peppers_secret  = "peppers"
    person_peppers_version = "newest"
  }
  expect_failures = [var.person_peppers_version]
}

run "person_peppers_version_2" {
  command = plan
  variables {
    person_peppers_version = "2"
  }
  expect_failures = [var.person_peppers_version]
}
