# The environment that each function is told.
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
}

run "what_functions_are_told" {
  command = apply
  variables {
    priority_carrier = "body"
    policy           = { maxAttempts = 2 }
    showback_tags    = { team = ["emea"] }
    budgets          = [{ name = "emea", tag = "team=emea", per = "month", limit = 1000, at = "hold" }]
    prices           = { enrichMobile = [{ amount = "0.40", currency = "USD" }] }
    dispatch_rate    = { enrichMobile = 2.5 }
    log_level        = "DEBUG"
  }

  assert {
    condition = { for name, f in local.functions : name => toset(keys(f.environment)) } == {
      for name, own in {
        submit-jobs       = ["APPLICATION_ACCOUNT", "DISPATCH_RATE", "PRICES", "QUERY_URL"]
        operate-jobs      = ["APPLICATION_ACCOUNT", "INTAKE_TOPIC", "QUERY_URL", "WAREHOUSE_PERSONAL_DAYS"]
        intake-jobs       = ["APPLICATION_ACCOUNT", "PUSH_ACCOUNT", "PUSH_AUDIENCE", "PUSH_AUTHENTICATION"]
        receive-responses = ["PUSH_ACCOUNT", "PUSH_AUDIENCE", "PUSH_AUTHENTICATION"]
        sweep-jobs = [
          "APPLICATION_ACCOUNT", "INTAKE_TOPIC", "PUSH_ACCOUNT", "PUSH_AUDIENCE", "PUSH_AUTHENTICATION", "SWEEP_SECONDS",
          "WAREHOUSE_PERSONAL_DAYS",
        ]
        keep-dead-letters = ["PUSH_ACCOUNT", "PUSH_AUDIENCE", "PUSH_AUTHENTICATION"]
        query-jobs        = ["DISPATCH_RATE", "PRICES"]
        } : name => toset(concat(
          own,
          [
            "FIRESTORE_DATABASE", "GOOGLE_CLOUD_PROJECT", "INVOKERS", "LOG_LEVEL", "NODE_COMPILE_CACHE", "NODE_OPTIONS",
            "REPOSITORY_ID",
          ],
          name == "keep-dead-letters" ? [] : ["BUDGETS", "POLICY", "SHOWBACK_TAGS"],
          contains(["query-jobs", "keep-dead-letters"], name) ? [] : [
            "BREAKER", "DEAD_LETTER_TOPIC", "JOB_TYPES", "MAX_INSTANCES", "PRIORITY_CARRIER", "RESULTS_TOPIC", "REUSE",
          ],
      ))
    }
    error_message = "Each function has the variables that it reads."
  }
  assert {
    condition = alltrue(flatten([for f in local.functions : [for name, value in {
      BUDGETS              = "[{\"at\":\"hold\",\"limit\":1000,\"name\":\"emea\",\"per\":\"month\",\"tag\":\"team=emea\"}]"
      DISPATCH_RATE        = "{\"enrichMobile\":2.5}"
      DEAD_LETTER_TOPIC    = google_pubsub_topic.topics["dead-letters"].id
      FIRESTORE_DATABASE   = "modigie-gateway"
      GOOGLE_CLOUD_PROJECT = "acme-crm-prod"
      INVOKERS             = "named"
      JOB_TYPES            = "{\"enrichMobile\":{\"topic\":\"projects/modigie-tenant/topics/enrich-mobile\"}}"
      LOG_LEVEL            = "DEBUG"
      MAX_INSTANCES        = "47"
      NODE_COMPILE_CACHE   = "/workspace/.compile-cache"
      NODE_OPTIONS         = "--max-old-space-size=256 --max-semi-space-size=8"
      POLICY               = "{\"maxAttempts\":2}"
      PRICES               = "{\"enrichMobile\":[{\"amount\":\"0.40\",\"currency\":\"USD\",\"from\":\"1970-01-01\"}]}"
      PRIORITY_CARRIER     = "body"
      REPOSITORY_ID        = "acme-production"
      RESULTS_TOPIC        = google_pubsub_topic.topics["results"].id
      REUSE                = "{}"
      SHOWBACK_TAGS        = "{\"team\":[\"emea\"]}"
    } : lookup(f.environment, name, value) == value]]))
    error_message = "What is the same for all is the same, and as configured."
  }
  assert {
    condition = (
      module.submit_jobs.environment["QUERY_URL"] == module.query_jobs.uri &&
      module.operate_jobs.environment["QUERY_URL"] == module.query_jobs.uri
    )
    error_message = "Location leads to query-jobs, from each function."
  }
  assert {
    condition = (
      tonumber(module.sweep_jobs.environment["SWEEP_SECONDS"]) <
      module.sweep_jobs.function.service_config[0].timeout_seconds
    )
    error_message = "A sweep ends before its function times out."
  }
}

run "a_policy_in_json" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":2}"
  }
  assert {
    condition     = module.sweep_jobs.environment["POLICY"] == "{\"maxAttempts\":2}"
    error_message = "The policy may be its JSON, too."
  }
}

run "results_without_a_digest" {
  command = plan
  assert {
    condition     = alltrue([for f in local.functions : !contains(keys(f.environment), "DIGEST")])
    error_message = "Without digest no function has the variable."
  }
}

run "results_with_a_digest" {
  command = plan
  variables {
    digest = { systems = { crm = "hubspot" } }
  }
  assert {
    condition = alltrue([for name, f in local.functions : name == "keep-dead-letters" ?
      !contains(keys(f.environment), "DIGEST") :
      f.environment["DIGEST"] == "{\"systems\":{\"crm\":\"hubspot\"}}"
    ])
    error_message = "Each function that knows of jobs has the policy, since any may deliver a result or read one."
  }
}

run "a_digest_in_json" {
  command = plan
  variables {
    digest = "{}"
  }
  assert {
    condition     = module.sweep_jobs.environment["DIGEST"] == "{}"
    error_message = "The digest may be its JSON, too; {} is the default policy."
  }
}

run "as_many_instances_as_may_accept" {
  command = plan
  variables {
    scaling = {
      submit-jobs  = { max = 100 }
      sweep-jobs   = { min = 1, max = null }
      operate-jobs = { max = 1 }
      query-jobs   = { max = 1000 }
    }
  }
  assert {
    condition     = module.intake_jobs.environment["MAX_INSTANCES"] == "123"
    error_message = "Budgets are told of every instance that makes room in them: 100 + 20 + 1 + 2."
  }
  assert {
    condition = [for f in [module.submit_jobs, module.operate_jobs, module.intake_jobs, module.sweep_jobs] :
      f.function.service_config[0].max_instance_count
    ] == [100, 1, 20, 2]
    error_message = "So many are let run."
  }
}

run "answers_that_are_reused" {
  command = plan
  variables {
    person_peppers_secret = "modigie-gateway-peppers"
    reuse                 = { enrichMobile = { days = 30 } }
  }
  assert {
    condition     = module.submit_jobs.environment["REUSE"] == "{\"enrichMobile\":{\"days\":30}}"
    error_message = "What is not set is left out."
  }
}

run "answers_are_not_reused_without_peppers" {
  command = plan
  variables {
    reuse = { enrichMobile = { days = 30 } }
  }
  expect_failures = [var.reuse]
}
