# Webhooks: nothing without them; with them the function, its subscriptions, secrets, callers and alerts.
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

run "without_any_there_is_nothing_of_them" {
  command = apply

  assert {
    condition = (
      length(module.deliver_webhooks) == 0 && output.webhooks_url == null && length(output.webhook_subscriptions) == 0 &&
      length([for name in keys(google_monitoring_alert_policy.log) : name if startswith(name, "webhook")]) == 0 &&
      length([for title in keys(local.charts) : title if strcontains(title, "Webhook")]) == 0
    )
    error_message = "No function, no subscription, no alert, no chart."
  }
  assert {
    condition     = google_pubsub_topic.topics["results"].message_retention_duration == null
    error_message = "Results that were taken are kept for nobody."
  }
}

run "two_webhooks" {
  command = apply
  variables {
    labels = { team = "revops" }
    webhooks = [
      { name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm", statuses = ["completed"] },
      { name = "lake", url = "https://lake.acme.com:8443/in", secret = "modigie-webhook-lake", payload = "thin" },
    ]
  }

  assert {
    condition = { for key, subscription in one(module.deliver_webhooks).subscriptions : key => [
      subscription.name,
      subscription.topic,
      subscription.filter == null ? "none" : subscription.filter,
      jsonencode(subscription.labels),
      subscription.push_config[0].push_endpoint,
      ] } == {
      "webhook.crm.d4eb294b" = [
        "modigie-gateway-webhook.crm.d4eb294b",
        google_pubsub_topic.topics["results"].id,
        "(attributes.status = \"completed\")",
        jsonencode({ team = "revops", webhook = "crm" }),
        "${one(module.deliver_webhooks).uri}/push/crm",
      ]
      "webhook.lake.e3b0c442" = [
        "modigie-gateway-webhook.lake.e3b0c442",
        google_pubsub_topic.topics["results"].id,
        "none",
        jsonencode({ team = "revops", webhook = "lake" }),
        "${one(module.deliver_webhooks).uri}/push/lake",
      ]
    }
    error_message = "Each has a subscription on the results, filtered as it is said, pushed to its own path."
  }
  assert {
    condition = alltrue([for subscription in one(module.deliver_webhooks).subscriptions : (
      subscription.expiration_policy[0].ttl == "" &&
      subscription.message_retention_duration == "604800s" &&
      subscription.ack_deadline_seconds == 90 &&
      subscription.retry_policy[0].minimum_backoff == "10s" &&
      subscription.retry_policy[0].maximum_backoff == "600s" &&
      subscription.dead_letter_policy[0].max_delivery_attempts == 100 &&
      subscription.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.topics["results-undelivered"].id
    )])
    error_message = "None expires, each keeps a week, tries 100 times with backoff, and gives up where results are given up."
  }
  assert {
    condition = google_pubsub_topic.topics["results"].message_retention_duration == "604800s" && alltrue([
      for name, topic in google_pubsub_topic.topics : topic.message_retention_duration == null if name != "results"
    ])
    error_message = "Results are kept for a week after they were taken, so that a webhook can be taken back; nothing else is."
  }
  assert {
    condition = output.webhook_subscriptions == {
      crm  = one(module.deliver_webhooks).subscriptions["webhook.crm.d4eb294b"].id
      lake = one(module.deliver_webhooks).subscriptions["webhook.lake.e3b0c442"].id
    } && output.webhooks_url == one(module.deliver_webhooks).uri
    error_message = "It is told where they are, and where operators look at them."
  }
}

run "what_the_function_may_do_and_is_told" {
  command = apply
  variables {
    webhooks = [
      { name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhooks" },
      { name = "lake", url = "https://lake.acme.com/in", secret = "modigie-webhooks" },
    ]
    webhook_egress = {
      connector     = "projects/acme-net/locations/us-central1/connectors/gateway"
      allow_private = ["10.1.0.0/16"]
    }
    public_url = "https://gateway.acme.com"
  }

  assert {
    condition = toset([for grant in one(module.deliver_webhooks).grants : "${grant.member} ${grant.role} ${grant.on}"]) == toset([
      "${one(module.deliver_webhooks).account.member} roles/secretmanager.secretAccessor modigie-webhooks",
      "group:oncall@acme.com roles/run.invoker modigie-gateway-deliver-webhooks",
      "serviceAccount:${google_service_account.callers["push"].email} roles/run.invoker modigie-gateway-deliver-webhooks",
      "${local.pubsub_agent} roles/pubsub.subscriber ${one(module.deliver_webhooks).subscriptions["webhook.crm.e3b0c442"].name}",
      "${local.pubsub_agent} roles/pubsub.subscriber ${one(module.deliver_webhooks).subscriptions["webhook.lake.e3b0c442"].name}",
    ])
    error_message = "It reads its secrets and nothing else; operators and Pub/Sub call it and nobody else; Pub/Sub moves what it gives up."
  }
  assert {
    condition = (
      google_pubsub_topic_iam_member.results_dead_letter_publisher.topic ==
      google_pubsub_topic.topics["results-undelivered"].id
    )
    error_message = "The grant on the topic is one for all: a webhook that goes must not take it along."
  }
  assert {
    condition = { for volume in one(module.deliver_webhooks).function.service_config[0].secret_volumes :
      "${volume.mount_path}/${volume.versions[0].path}" => [volume.secret, volume.versions[0].version]
      } == {
      "/secrets/webhook-crm/secret"  = ["modigie-webhooks", "latest"]
      "/secrets/webhook-lake/secret" = ["modigie-webhooks", "latest"]
    }
    error_message = "Each secret is a file at its latest version: a rotation needs no revision."
  }
  assert {
    condition     = toset([for webhook in jsondecode(one(module.deliver_webhooks).environment["WEBHOOKS"]) : webhook.secretFile]) == toset(keys(local.webhook_secrets))
    error_message = "The function is told the files that are there."
  }
  assert {
    condition = (
      one(module.deliver_webhooks).environment["WEBHOOK_ALLOW_PRIVATE"] == "[\"10.1.0.0/16\"]" &&
      one(module.deliver_webhooks).environment["QUERY_URL"] == "https://gateway.acme.com" &&
      one(module.deliver_webhooks).environment["UV_THREADPOOL_SIZE"] == "32" &&
      one(module.deliver_webhooks).environment["INVOKERS"] == "named" &&
      one(module.deliver_webhooks).environment["PUSH_ACCOUNT"] == google_service_account.callers["push"].email &&
      !contains(keys(one(module.deliver_webhooks).environment), "FIRESTORE_DATABASE")
    )
    error_message = "It knows whom to believe, where a job is read, and no ledger."
  }
  assert {
    condition = (
      one(module.deliver_webhooks).function.service_config[0].vpc_connector ==
      "projects/acme-net/locations/us-central1/connectors/gateway" &&
      one(module.deliver_webhooks).function.service_config[0].vpc_connector_egress_settings == "PRIVATE_RANGES_ONLY"
    )
    error_message = "Private addresses are reached through the connector."
  }
  assert {
    condition = alltrue([for name, f in local.functions :
      f.function.service_config[0].vpc_connector == null if name != "deliver-webhooks"
    ])
    error_message = "No other function leaves through it."
  }
}

run "all_traffic_through_a_connector" {
  command = apply
  variables {
    webhooks = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhooks" }]
    webhook_egress = {
      connector   = "projects/acme-net/locations/us-central1/connectors/gateway"
      all_traffic = true
    }
    scaling     = { deliver-webhooks = { max = 2 } }
    api_ingress = "ALLOW_INTERNAL_AND_GCLB"
  }

  assert {
    condition = [
      one(module.deliver_webhooks).function.service_config[0].vpc_connector_egress_settings,
      tostring(one(module.deliver_webhooks).function.service_config[0].max_instance_count),
      one(module.deliver_webhooks).function.service_config[0].ingress_settings,
    ] == ["ALL_TRAFFIC", "2", "ALLOW_INTERNAL_AND_GCLB"]
    error_message = "It leaves as it is said, scales as it is said, and is called from where operators call."
  }
}

run "never_open_to_everybody" {
  command = apply
  variables {
    webhooks                            = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm" }]
    allow_unauthenticated               = true
    allow_unauthenticated_from_internet = true
  }

  assert {
    condition = [for grant in one(module.deliver_webhooks).grants : grant.member if grant.role == "roles/run.invoker"] == [
      "serviceAccount:${google_service_account.callers["push"].email}", "group:oncall@acme.com",
    ]
    error_message = "Operators try webhooks, and nobody else."
  }
}

run "documented" {
  command = plan
  variables {
    webhooks = [{
      name      = "crm" # lower-case words joined by hyphens
      url       = "https://crm.acme.com/hook"
      secret    = "modigie-webhook-crm" # the secret's ID; its content is in no variable and no state
      statuses  = ["completed"]         # each empty for all
      job_types = ["enrichMobile"]
      tags      = ["team=emea"]
      payload   = "full" # or "thin"
    }]

    webhook_egress = {
      connector     = "projects/acme-net/locations/us-central1/connectors/gateway"
      allow_private = ["10.1.0.0/16"] # private addresses that may be called; all others are refused
      all_traffic   = false           # true: everything leaves through it, as from a fixed address of Cloud NAT
    }
  }

  assert {
    condition     = length(one(module.deliver_webhooks).subscriptions) == 1
    error_message = "docs/webhooks.md has these variables."
  }
}

run "alerts_of_webhooks" {
  command = apply
  variables {
    webhooks = [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm" }]
  }

  assert {
    condition = endswith(
      google_monitoring_alert_policy.log["webhook-gone"].conditions[0].condition_matched_log[0].filter,
      " AND jsonPayload.event=(\"webhook.gone\")",
    )
    error_message = "A receiver that says that it is gone calls a person."
  }
  assert {
    condition = endswith(
      google_monitoring_alert_policy.log["webhook-fault"].conditions[0].condition_matched_log[0].filter,
      " AND jsonPayload.event=(\"webhook.unsigned\" OR \"webhook.unknown\" OR \"webhook.unreadable\")",
    )
    error_message = "So does a webhook that cannot be posted to by a fault on our side."
  }
  assert {
    condition = keys(google_monitoring_alert_policy.backlog) == ["intake", "webhook crm"] && strcontains(
      google_monitoring_alert_policy.backlog["webhook crm"].documentation[0].content, "\"webhook-backlog\"",
    ) && strcontains(google_monitoring_alert_policy.backlog["intake"].documentation[0].content, "\"backlog\"")
    error_message = "The oldest result that a receiver does not take calls a person, who is told where to read on."
  }
  assert {
    condition     = contains(local.called, "modigie-gateway-deliver-webhooks")
    error_message = "Pushes that it refuses are counted."
  }
}
