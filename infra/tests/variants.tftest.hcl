# Differences between deployments: the way of responses, access to Modigie, callers, size.
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

run "answers_by_pull" {
  command = apply
  variables {
    response_delivery      = "pull"
    response_subscriptions = ["projects/modigie-tenant/subscriptions/enrich-mobile-pull"]
  }

  assert {
    condition = toset(keys(local.functions)) == toset([
      "submit-jobs", "query-jobs", "operate-jobs", "intake-jobs", "pull-responses", "sweep-jobs",
      "keep-dead-letters",
    ])
    error_message = "Answers are pulled instead of pushed."
  }
  assert {
    condition = (
      one(module.pull_responses).account.account_id == "modigie-gateway-pull" &&
      one(module.pull_responses).impersonator == one(module.pull_responses).account.email &&
      contains(output.impersonators, one(module.pull_responses).impersonator)
    )
    error_message = "The pull has an account of its own, and acts as the application account."
  }
  assert {
    condition = toset([for grant in one(module.pull_responses).grants : "${grant.role} ${grant.on}"
      if grant.member == one(module.pull_responses).account.member
      ]) == toset([
      "roles/datastore.user acme-crm-prod",
      "roles/pubsub.publisher ${google_pubsub_topic.topics["results"].id}",
      "roles/pubsub.publisher ${google_pubsub_topic.topics["dead-letters"].id}",
    ])
    error_message = "It delivers results and sets aside, and may do nothing else."
  }
  assert {
    condition = [for grant in one(module.pull_responses).grants : "${grant.member} ${grant.role} ${grant.on}"
      if grant.member != one(module.pull_responses).account.member
      ] == [join(" ", [
        "serviceAccount:${google_service_account.callers["schedule"].email}",
        "roles/run.invoker",
        "modigie-gateway-pull-responses",
    ])]
    error_message = "Only the scheduler calls it."
  }
  assert {
    condition = (
      one(module.pull_responses).function.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY" &&
      one(module.pull_responses).function.service_config[0].available_memory == "512Mi" &&
      one(module.pull_responses).function.service_config[0].timeout_seconds == 120 &&
      one(module.pull_responses).function.service_config[0].max_instance_request_concurrency == 1 &&
      one(module.pull_responses).function.service_config[0].min_instance_count == 0 &&
      one(module.pull_responses).function.service_config[0].max_instance_count == 2
    )
    error_message = "It is not on the internet, and pulls once at a time to an instance."
  }
  assert {
    condition = {
      for name, value in one(module.pull_responses).environment : name => value
      if !contains(keys(module.submit_jobs.environment), name)
      } == {
      PULL_SECONDS           = "50"
      PUSH_ACCOUNT           = google_service_account.callers["schedule"].email
      PUSH_AUDIENCE          = "https://modigie-gateway-pull-responses-123456789012.us-central1.run.app"
      PUSH_AUTHENTICATION    = "behind-iam"
      RESPONSE_SUBSCRIPTIONS = "[\"projects/modigie-tenant/subscriptions/enrich-mobile-pull\"]"
    }
    error_message = "It is told the named subscriptions, and who calls it."
  }
  assert {
    condition = (
      one(module.pull_responses).schedule.schedule == "* * * * *" &&
      one(module.pull_responses).schedule.http_target[0].oidc_token[0].audience == one(module.pull_responses).audience
    )
    error_message = "The pull runs each minute."
  }
  assert {
    condition = (
      tonumber(one(module.pull_responses).environment["PULL_SECONDS"]) <
      one(module.pull_responses).function.service_config[0].timeout_seconds
    )
    error_message = "A pull ends before its function times out."
  }
  assert {
    condition = strcontains(
      google_monitoring_alert_policy.backlog["answers projects/modigie-tenant/subscriptions/enrich-mobile-pull"].conditions[0].condition_threshold[0].filter,
      "subscription_id=\"enrich-mobile-pull\"",
    )
    error_message = "The oldest unacknowledged answer is watched."
  }
  assert {
    condition     = output.push_endpoint == null && output.push_audience == null
    error_message = "There is no push endpoint to give to Modigie."
  }
}

run "with_a_key" {
  command = apply
  variables {
    application_key_secret  = "modigie-key"
    application_key_version = "7"
    push_account            = "acme@modigie-tenant.iam.gserviceaccount.com"
  }

  assert {
    condition = toset([for name, f in local.functions : name if contains([
      for grant in f.grants : grant.on if grant.role == "roles/secretmanager.secretAccessor"
      ], "modigie-key")
    ]) == toset(["submit-jobs", "operate-jobs", "intake-jobs", "sweep-jobs"])
    error_message = "Only who publishes requests may read the key."
  }
  assert {
    condition = toset([for name, f in local.functions : name
      if length(f.function.service_config[0].secret_volumes) == 1
    ]) == toset(["submit-jobs", "operate-jobs", "intake-jobs", "sweep-jobs"])
    error_message = "The key is mounted where it is read, and nowhere else."
  }
  assert {
    condition = (
      module.submit_jobs.environment["APPLICATION_KEY_FILE"] == "/etc/modigie/key.json" &&
      !contains(keys(module.submit_jobs.environment), "APPLICATION_ACCOUNT")
    )
    error_message = "The key is read from where it is mounted."
  }
  assert {
    condition = alltrue([for name in ["submit-jobs", "operate-jobs", "intake-jobs", "sweep-jobs"] :
      local.functions[name].function.service_config[0].secret_volumes[0].versions[0].version == "7"
    ])
    error_message = "It is the version that is named: another one makes a revision."
  }
  assert {
    condition     = length(output.impersonators) == 0
    error_message = "With a key nobody impersonates."
  }
}

run "nobody_calls_without_being_named" {
  command = apply

  assert {
    condition = alltrue([for grant in flatten([for f in local.functions : f.grants]) :
      !contains(["allUsers", "allAuthenticatedUsers"], grant.member)
    ])
    error_message = "Nobody may call without being named."
  }
}

run "open_to_everybody_only_if_said" {
  command = apply
  variables {
    allow_unauthenticated               = true
    allow_unauthenticated_from_internet = true
    submitters                          = ["group:revops@acme.com"]
  }

  assert {
    condition = toset([for grant in flatten([for f in local.functions : f.grants]) : grant.on
      if grant.member == "allUsers"
    ]) == toset(["modigie-gateway-submit-jobs", "modigie-gateway-query-jobs"])
    error_message = "Even then only submitting and reading are open."
  }
  assert {
    condition     = contains([for grant in module.submit_jobs.grants : grant.member], "group:revops@acme.com")
    error_message = "Who was named still is."
  }
}

run "behind_a_load_balancer" {
  command = apply
  variables {
    api_ingress           = "ALLOW_INTERNAL_AND_GCLB"
    public_url            = "https://gateway.acme.com"
    allow_unauthenticated = true
  }

  assert {
    condition = toset([for name, f in local.functions : name
      if f.function.service_config[0].ingress_settings == "ALLOW_INTERNAL_AND_GCLB"
    ]) == toset(["submit-jobs", "query-jobs", "operate-jobs"])
    error_message = "It is the API's ingress that is narrowed."
  }
  assert {
    condition = toset([for f in [module.submit_jobs, module.operate_jobs] : f.environment["QUERY_URL"]]) == toset([
      "https://gateway.acme.com",
    ])
    error_message = "Jobs are read at the address that callers know."
  }
}

run "scaled" {
  command = apply
  variables {
    scaling        = { submit-jobs = { min = 1 }, query-jobs = { max = 3 }, intake-jobs = { min = 2, max = 7 } }
    sweep_schedule = "*/5 * * * *"
  }

  assert {
    condition = { for name, f in local.functions : name => [
      f.function.service_config[0].min_instance_count,
      f.function.service_config[0].max_instance_count,
      ] } == {
      submit-jobs       = [1, 20]
      query-jobs        = [0, 3]
      operate-jobs      = [0, 5]
      intake-jobs       = [2, 7]
      receive-responses = [0, 20]
      sweep-jobs        = [0, 2]
      keep-dead-letters = [0, 5]
    }
    error_message = "Scaling is as said, and by default elsewhere."
  }
  assert {
    condition     = module.sweep_jobs.schedule.schedule == "*/5 * * * *"
    error_message = "The sweep runs when it is said to."
  }
}

run "as_modigie_pushes" {
  command = apply
  variables {
    push_account        = "push@modigie-tenant.iam.gserviceaccount.com"
    push_authentication = "signature"
  }

  assert {
    condition = (
      one(module.receive_responses).environment["PUSH_ACCOUNT"] == var.push_account &&
      [for grant in one(module.receive_responses).grants : grant.member if grant.role == "roles/run.invoker"] ==
      ["serviceAccount:push@modigie-tenant.iam.gserviceaccount.com"]
    )
    error_message = "Answers are taken from that account, and not from the one that functions may act as."
  }
  assert {
    condition = toset([for f in local.functions : f.environment["PUSH_AUTHENTICATION"] if f.called]) == toset([
      "signature",
    ])
    error_message = "Each function checks tokens as it is said."
  }
}

run "consumers_of_results" {
  command = apply
  variables {
    results_consumers = ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com"]
  }

  assert {
    condition = [for grant in google_pubsub_subscription_iam_member.results_consumers :
      "${grant.member} ${grant.role} ${grant.subscription}"
    ] == ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com roles/pubsub.subscriber modigie-gateway-results"]
    error_message = "Who takes results may do so."
  }
  assert {
    condition = [for grant in google_pubsub_subscription_iam_member.results_undelivered_consumers :
      "${grant.member} ${grant.role} ${grant.subscription}"
      ] == [join(" ", [
        "serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com",
        "roles/pubsub.subscriber",
        "modigie-gateway-results-undelivered",
    ])]
    error_message = "So it may with those that Pub/Sub gave up."
  }
  assert {
    condition     = contains(keys(google_monitoring_alert_policy.backlog), "results")
    error_message = "Then results that nobody takes call a person."
  }
}
