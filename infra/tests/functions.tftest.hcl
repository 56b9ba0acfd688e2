# Each function: its account and permissions, its callers, its environment.
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
  submitters          = ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com"]
  readers             = ["group:revops@acme.com"]
  operators           = ["group:oncall@acme.com"]
}

# Nothing that decides how many resources there are may be known only after an apply.
run "a_first_plan_succeeds" {
  command = plan

  assert {
    condition     = google_firestore_database.this.name == "modigie-gateway"
    error_message = "The plan is made."
  }
}

run "answers_by_push" {
  command = apply

  assert {
    condition = toset(keys(local.functions)) == toset([
      "submit-jobs", "query-jobs", "operate-jobs", "intake-jobs", "receive-responses", "sweep-jobs",
      "keep-dead-letters",
    ])
    error_message = "With push, the functions are these seven."
  }
  assert {
    condition = alltrue([for f in local.functions :
      f.function.build_config[0].runtime == "nodejs24" && f.function.build_config[0].entry_point == "gateway"
    ])
    error_message = "Functions run on nodejs24 under the name that serve-function.ts registers."
  }
  assert {
    condition = { for name, f in local.functions : name => f.account.account_id } == {
      submit-jobs       = "modigie-gateway-submit"
      query-jobs        = "modigie-gateway-query"
      operate-jobs      = "modigie-gateway-operate"
      intake-jobs       = "modigie-gateway-intake"
      receive-responses = "modigie-gateway-receive"
      sweep-jobs        = "modigie-gateway-sweep"
      keep-dead-letters = "modigie-gateway-keep"
    }
    error_message = "Each function has an account of its own."
  }
  assert {
    condition = alltrue([for f in local.functions :
      f.function.service_config[0].service_account_email == f.account.email
    ])
    error_message = "Each function runs under its account."
  }
  assert {
    condition = { for name, f in local.functions : name => f.function.service_config[0].ingress_settings } == {
      submit-jobs       = "ALLOW_ALL"
      query-jobs        = "ALLOW_ALL"
      operate-jobs      = "ALLOW_ALL"
      intake-jobs       = "ALLOW_INTERNAL_ONLY"
      receive-responses = "ALLOW_ALL"
      sweep-jobs        = "ALLOW_INTERNAL_ONLY"
      keep-dead-letters = "ALLOW_INTERNAL_ONLY"
    }
    error_message = "What only Google calls is not on the internet."
  }
  assert {
    condition = { for name, f in local.functions : name => [
      f.function.service_config[0].available_memory,
      f.function.service_config[0].timeout_seconds,
      f.function.service_config[0].max_instance_request_concurrency,
      f.function.service_config[0].min_instance_count,
      f.function.service_config[0].max_instance_count,
      ] } == {
      submit-jobs       = ["512Mi", 60, 80, 0, 20]
      query-jobs        = ["512Mi", 60, 80, 0, 10]
      operate-jobs      = ["512Mi", 60, 80, 0, 5]
      intake-jobs       = ["512Mi", 60, 80, 0, 20]
      receive-responses = ["512Mi", 60, 80, 0, 20]
      sweep-jobs        = ["512Mi", 120, 1, 0, 2]
      keep-dead-letters = ["512Mi", 60, 80, 0, 5]
    }
    error_message = "Memory, timeout, concurrency, least and most instances; one sweep at a time to an instance."
  }
  assert {
    condition = { for name, f in local.functions : name => f.schedule.schedule if f.schedule != null } == {
      sweep-jobs = "* * * * *"
    }
    error_message = "Only the sweep is scheduled, each minute."
  }
  assert {
    condition = { for name, f in local.functions : name => keys(f.subscriptions) if length(f.subscriptions) > 0 } == {
      intake-jobs       = ["intake"]
      keep-dead-letters = ["kept-dead-letters", "kept-intake-undelivered", "kept-results-undelivered"]
    }
    error_message = "These two have subscriptions of ours; the one to receive-responses is Modigie's."
  }
  assert {
    condition = { for name, subscription in module.keep_dead_letters.subscriptions : name => [
      subscription.topic,
      subscription.push_config[0].push_endpoint,
      length(subscription.dead_letter_policy),
      subscription.retry_policy[0].maximum_backoff,
      ] } == { for topic in ["dead-letters", "intake-undelivered", "results-undelivered"] : "kept-${topic}" => [
      google_pubsub_topic.topics[topic].id,
      "${module.keep_dead_letters.uri}/${topic}",
      0,
      "600s",
    ] }
    error_message = "Each topic of last resort is kept from, under its own path, and none of it ever becomes a dead letter again."
  }
  assert {
    condition = alltrue([for f in [module.operate_jobs, module.sweep_jobs] :
      f.environment["INTAKE_TOPIC"] == google_pubsub_topic.topics["intake"].id
      ]) && toset([
      for name in keys(module.keep_dead_letters.environment) : name if strcontains(name, "TOPIC") || name == "JOB_TYPES"
    ]) == toset([])
    error_message = "Submissions are redriven to the intake topic; who keeps dead letters is told of no topic."
  }
}

run "what_functions_may_do" {
  command = apply

  assert {
    condition = { for name, f in local.functions : name => toset([
      for grant in f.grants : "${grant.role} ${grant.on}" if grant.member == f.account.member
      ]) } == {
      submit-jobs = toset([
        "roles/datastore.user acme-crm-prod",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["results"].id}",
      ])
      query-jobs = toset(["roles/datastore.viewer acme-crm-prod"])
      operate-jobs = toset([
        "roles/datastore.user acme-crm-prod",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["results"].id}",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["dead-letters"].id}",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["intake"].id}",
      ])
      keep-dead-letters = toset(["roles/datastore.user acme-crm-prod"])
      intake-jobs = toset([
        "roles/datastore.user acme-crm-prod",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["results"].id}",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["dead-letters"].id}",
      ])
      receive-responses = toset([
        "roles/datastore.user acme-crm-prod",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["results"].id}",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["dead-letters"].id}",
      ])
      sweep-jobs = toset([
        "roles/datastore.user acme-crm-prod",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["results"].id}",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["dead-letters"].id}",
        "roles/pubsub.publisher ${google_pubsub_topic.topics["intake"].id}",
      ])
    }
    error_message = "Who reads may not write nor publish; only who sets aside may publish dead letters, and only who redrives submissions."
  }
  assert {
    condition = alltrue([for grant in flatten([for f in local.functions : f.grants]) :
      grant.condition == "resource.name == \"projects/acme-crm-prod/databases/modigie-gateway\""
      if startswith(grant.role, "roles/datastore.")
    ])
    error_message = "Firestore is granted for this database only."
  }
  assert {
    condition = { for name, f in local.functions : name => f.impersonator if f.impersonator != null } == {
      submit-jobs  = module.submit_jobs.account.email
      operate-jobs = module.operate_jobs.account.email
      intake-jobs  = module.intake_jobs.account.email
      sweep-jobs   = module.sweep_jobs.account.email
    }
    error_message = "By default these four functions act as the application account, without a key."
  }
  assert {
    condition = length(output.impersonators) == 4 && alltrue([for email in output.impersonators :
      contains([for f in local.functions : f.impersonator if f.impersonator != null], email)
    ])
    error_message = "Modigie is told which accounts these are."
  }
}

run "who_calls_functions" {
  command = apply

  assert {
    condition     = module.submit_jobs.environment["QUERY_URL"] == module.query_jobs.uri
    error_message = "Who submits is told where to read: at the address of the function that reads."
  }

  assert {
    condition = { for name, f in local.functions : name => [
      for grant in f.grants : grant.member if grant.role == "roles/run.invoker"
      ] } == {
      submit-jobs       = ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com"]
      query-jobs        = ["group:revops@acme.com"]
      operate-jobs      = ["group:oncall@acme.com"]
      intake-jobs       = ["serviceAccount:${google_service_account.callers["push"].email}"]
      receive-responses = ["serviceAccount:acme@modigie-tenant.iam.gserviceaccount.com"]
      sweep-jobs        = ["serviceAccount:${google_service_account.callers["schedule"].email}"]
      keep-dead-letters = ["serviceAccount:${google_service_account.callers["push"].email}"]
    }
    error_message = "Each function has its callers and no others; only the application account pushes answers."
  }
  assert {
    condition = alltrue(flatten([for name, f in local.functions : [
      for grant in f.grants : grant.on == "modigie-gateway-${name}" if grant.role == "roles/run.invoker"
    ]]))
    error_message = "Callers may call the function that they are for."
  }
  assert {
    condition = { for name, f in local.functions : name => [
      f.environment["PUSH_ACCOUNT"],
      f.environment["PUSH_AUDIENCE"],
      f.environment["PUSH_AUTHENTICATION"],
      f.environment["INVOKERS"],
      ] if contains(keys(f.environment), "PUSH_ACCOUNT") } == {
      intake-jobs = [
        google_service_account.callers["push"].email,
        "https://modigie-gateway-intake-jobs-123456789012.us-central1.run.app",
        "behind-iam",
        "named",
      ]
      keep-dead-letters = [
        google_service_account.callers["push"].email,
        "https://modigie-gateway-keep-dead-letters-123456789012.us-central1.run.app",
        "behind-iam",
        "named",
      ]
      receive-responses = [
        "acme@modigie-tenant.iam.gserviceaccount.com",
        "https://modigie-gateway-receive-responses-123456789012.us-central1.run.app",
        "behind-iam",
        "named",
      ]
      sweep-jobs = [
        google_service_account.callers["schedule"].email,
        "https://modigie-gateway-sweep-jobs-123456789012.us-central1.run.app",
        "behind-iam",
        "named",
      ]
    }
    error_message = "What Google or Modigie calls checks whose tokens they are, and for whom they were made, behind IAM."
  }
  assert {
    condition = (
      module.intake_jobs.subscriptions["intake"].push_config[0].push_endpoint == module.intake_jobs.uri &&
      module.intake_jobs.subscriptions["intake"].push_config[0].oidc_token[0].audience == module.intake_jobs.audience &&
      module.intake_jobs.audience == module.intake_jobs.environment["PUSH_AUDIENCE"]
    )
    error_message = "Intake is pushed to the function's uri with the audience that the function expects."
  }
  assert {
    condition = (
      module.sweep_jobs.schedule.http_target[0].uri == module.sweep_jobs.uri &&
      module.sweep_jobs.schedule.http_target[0].oidc_token[0].audience == module.sweep_jobs.audience &&
      module.sweep_jobs.audience == module.sweep_jobs.environment["PUSH_AUDIENCE"]
    )
    error_message = "The scheduler's tokens carry the audience that the sweep expects."
  }
  assert {
    condition = (
      output.push_endpoint == one(module.receive_responses).uri &&
      output.push_audience == one(module.receive_responses).environment["PUSH_AUDIENCE"]
    )
    error_message = "Modigie is told the endpoint, and the audience that is checked."
  }
  assert {
    condition = (
      output.submit_url == module.submit_jobs.uri && output.query_url == module.query_jobs.uri &&
      output.operate_url == module.operate_jobs.uri
    )
    error_message = "It is told where jobs are submitted, read and retried."
  }
}
