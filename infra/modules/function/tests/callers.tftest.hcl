# Callers of a function: members, schedule, subscriptions.
mock_provider "google" {
  mock_resource "google_cloudfunctions2_function" {
    defaults = { service_config = { uri = "https://function-uri.a.run.app" } }
  }
}

variables {
  deployment = {
    project_id     = "acme-crm-prod"
    project_number = "123456789012"
    region         = "us-central1"
    prefix         = "gateway"
    labels         = { team = "revops" }
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

run "invokers_may_call" {
  command = apply
  variables {
    invokers = ["group:revops@acme.com", "group:revops@acme.com", "allUsers"]
  }

  assert {
    condition     = toset(keys(google_cloud_run_service_iam_member.invokers)) == var.invokers
    error_message = "A member is granted once, under its own name."
  }
  assert {
    condition = toset(output.grants) == toset([for member in ["group:revops@acme.com", "allUsers"] :
      { member = member, role = "roles/run.invoker", on = "gateway-sweep-jobs", condition = null }
    ])
    error_message = "They may call this function, and nothing else."
  }
  assert {
    condition     = alltrue([for name in keys(output.environment) : !startswith(name, "PUSH_")])
    error_message = "The function does not look for one caller."
  }
  assert {
    condition     = output.environment["INVOKERS"] == "everybody"
    error_message = "The function is told that nobody has checked the tokens of its callers."
  }
}

run "named_invokers_have_names" {
  command = apply
  variables {
    invokers = ["group:revops@acme.com"]
  }

  assert {
    condition     = output.environment["INVOKERS"] == "named"
    error_message = "The function may believe the names in tokens that IAM has checked."
  }
}

run "a_caller_may_call_and_is_expected" {
  command = apply
  variables {
    caller = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
  }

  assert {
    condition = output.grants == [{
      member    = "serviceAccount:caller@acme-crm-prod.iam.gserviceaccount.com"
      role      = "roles/run.invoker"
      on        = "gateway-sweep-jobs"
      condition = null
    }]
    error_message = "The caller may call."
  }
  assert {
    condition = (
      output.environment["PUSH_ACCOUNT"] == var.caller.email &&
      output.environment["PUSH_AUDIENCE"] == output.audience &&
      output.audience == "https://gateway-sweep-jobs-123456789012.us-central1.run.app"
    )
    error_message = "The function expects the caller's tokens, made for its own address."
  }
  assert {
    condition     = output.environment["PUSH_AUTHENTICATION"] == "behind-iam" && output.environment["INVOKERS"] == "named"
    error_message = "It is told that Cloud Run has checked them before, and that it lets in named members alone."
  }
  assert {
    condition     = output.schedule == null && length(output.subscriptions) == 0
    error_message = "When it calls is the caller's."
  }
}

run "signatures_may_be_asked_for" {
  command = apply
  variables {
    caller = { email = "caller@acme-crm-prod.iam.gserviceaccount.com", authentication = "signature" }
  }

  assert {
    condition     = output.environment["PUSH_AUTHENTICATION"] == "signature"
    error_message = "It is told so."
  }
}

run "a_function_that_exists" {
  command   = apply
  state_key = "replaced"
  variables {
    invokers = ["group:revops@acme.com"]
    caller   = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
  }

  assert {
    condition = toset(keys(output.invokers)) == toset([
      "group:revops@acme.com", "serviceAccount:caller@acme-crm-prod.iam.gserviceaccount.com",
    ])
    error_message = "Each member has one grant."
  }
}

run "grants_of_a_function_that_is_replaced" {
  command   = apply
  state_key = "replaced"
  variables {
    invokers = ["group:revops@acme.com"]
    caller   = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
  }
  plan_options {
    replace = [google_cloudfunctions2_function.this]
  }

  assert {
    condition = alltrue([for member, grant in output.invokers :
      grant.id != run.a_function_that_exists.invokers[member].id
    ])
    error_message = "They are replaced with it: otherwise nobody could call the new one."
  }
}

run "grants_of_a_function_that_is_changed" {
  command   = apply
  state_key = "replaced"
  variables {
    invokers    = ["group:revops@acme.com"]
    caller      = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    environment = { MORE = "1" }
  }

  assert {
    condition = alltrue([for member, grant in output.invokers :
      grant.id == run.grants_of_a_function_that_is_replaced.invokers[member].id
    ])
    error_message = "They stay: nobody is shut out while a new revision is deployed."
  }
}

run "a_schedule_calls_as_the_caller" {
  command = apply
  variables {
    caller   = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    schedule = "*/5 * * * *"
  }

  assert {
    condition = (
      output.schedule.name == "gateway-sweep-jobs" &&
      output.schedule.project == "acme-crm-prod" &&
      output.schedule.region == "us-central1" &&
      output.schedule.schedule == "*/5 * * * *" &&
      output.schedule.time_zone == "Etc/UTC" &&
      output.schedule.attempt_deadline == "60s" &&
      output.schedule.retry_config[0].retry_count == 0
    )
    error_message = "It calls when it should, waits as long as a call may last, and does not repeat one."
  }
  assert {
    condition = (
      output.schedule.http_target[0].http_method == "POST" &&
      output.schedule.http_target[0].uri == output.uri &&
      output.schedule.http_target[0].oidc_token[0].service_account_email == var.caller.email &&
      output.schedule.http_target[0].oidc_token[0].audience == output.audience
    )
    error_message = "It calls the function, as the caller, with the audience that the function expects."
  }
}

run "a_subscription_pushes_as_the_caller" {
  command = apply
  variables {
    caller = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    subscriptions = {
      things = {
        topic = "projects/acme-crm-prod/topics/things"
        dead_letters = {
          topic                 = "projects/acme-crm-prod/topics/undelivered"
          max_delivery_attempts = 20
        }
      }
    }
  }

  assert {
    condition = (
      output.subscriptions["things"].name == "gateway-things" &&
      output.subscriptions["things"].project == "acme-crm-prod" &&
      output.subscriptions["things"].topic == "projects/acme-crm-prod/topics/things" &&
      output.subscriptions["things"].labels == tomap({ team = "revops" }) &&
      output.subscriptions["things"].ack_deadline_seconds == 90 &&
      output.subscriptions["things"].message_retention_duration == "604800s" &&
      output.subscriptions["things"].expiration_policy[0].ttl == ""
    )
    error_message = "It waits longer than a call may last, keeps a week, and does not expire."
  }
  assert {
    condition = (
      output.subscriptions["things"].push_config[0].push_endpoint == output.uri &&
      output.subscriptions["things"].push_config[0].oidc_token[0].service_account_email == var.caller.email &&
      output.subscriptions["things"].push_config[0].oidc_token[0].audience == output.audience
    )
    error_message = "It pushes to the function, as the caller, with the audience that the function expects."
  }
  assert {
    condition = (
      endswith(output.subscriptions["things"].dead_letter_policy[0].dead_letter_topic, "/topics/undelivered") &&
      output.subscriptions["things"].dead_letter_policy[0].max_delivery_attempts == 20 &&
      output.subscriptions["things"].retry_policy[0].minimum_backoff == "10s" &&
      output.subscriptions["things"].retry_policy[0].maximum_backoff == "600s"
    )
    error_message = "It tries again with backoff, and then gives up to the dead-letter topic."
  }
  assert {
    condition = toset([for grant in output.grants : grant if grant.member == var.deployment.pubsub_agent]) == toset([
      {
        member    = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
        role      = "roles/pubsub.publisher"
        on        = "projects/acme-crm-prod/topics/undelivered"
        condition = null
      },
      {
        member    = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
        role      = "roles/pubsub.subscriber"
        on        = "gateway-things"
        condition = null
      },
    ])
    error_message = "Pub/Sub itself may move what is given up."
  }
}

run "a_subscription_of_last_resort" {
  command = apply
  variables {
    caller        = { email = "caller@acme-crm-prod.iam.gserviceaccount.com" }
    subscriptions = { last = { topic = "projects/acme-crm-prod/topics/last", path = "/last" } }
  }

  assert {
    condition = (
      output.subscriptions["last"].push_config[0].push_endpoint == "${output.uri}/last" &&
      output.subscriptions["last"].push_config[0].oidc_token[0].audience == output.audience
    )
    error_message = "It pushes to the path, with the audience of the function."
  }
  assert {
    condition = (
      length(output.subscriptions["last"].dead_letter_policy) == 0 &&
      output.subscriptions["last"].retry_policy[0].maximum_backoff == "600s" &&
      length([for grant in output.grants : grant if grant.member == var.deployment.pubsub_agent]) == 0
    )
    error_message = "It tries again with backoff, and gives up to no topic."
  }
}
