# Webhooks: a push subscription for each of them on the results topic, and the function that signs and posts. Without
# any webhook there is nothing of it.

locals {
  has_webhooks = length(var.webhooks) > 0

  # Where the function finds the secret of each.
  webhook_secrets = { for webhook in var.webhooks : "/secrets/webhook-${webhook.name}/secret" => webhook.secret }

  # Conditions of each webhook by an attribute of results, as Pub/Sub's filter language has them:
  # https://cloud.google.com/pubsub/docs/subscription-message-filter
  webhook_conditions = { for webhook in var.webhooks : webhook.name => [
    for attribute, values in { jobType = webhook.job_types, status = webhook.statuses } : "(${join(" OR ", [
      for value in values :
      "attributes.${attribute} = \"${replace(replace(value, "\\", "\\\\"), "\"", "\\\"")}\""
    ])})" if length(values) > 0
  ] }

  # Pub/Sub takes 256 bytes of filter. A condition that does not fit is left out: the function looks at all of them once
  # more, and at tags. 340 characters of base64 are 255 bytes.
  webhook_filters = { for name, conditions in local.webhook_conditions : name => [
    for filter in concat([join(" AND ", conditions)], reverse(conditions), [""]) :
    filter if length(base64encode(filter)) <= 340
  ][0] }

  # A filter cannot be changed, so that another one is another subscription: its name has a hash of it, so that the old
  # one is never in the way of the new. The new one is not made before the old one goes (create_before_destroy): bucket
  # and function would inherit that, and could not be made anew under their names. Results that are missed in between,
  # and those that waited, are posted after a replay (docs/webhooks.md, Change a filter). No name of a webhook or a
  # deployment has a dot in it, so that a webhook is told by the name of its subscription.
  webhook_subscriptions = { for name, filter in local.webhook_filters :
    name => "webhook.${name}.${substr(sha256(filter), 0, 8)}"
  }
}

# Pub/Sub: posts results. It has no database, and publishes nothing: what it does not acknowledge comes again.
module "deliver_webhooks" {
  count      = local.has_webhooks ? 1 : 0
  source     = "./modules/function"
  deployment = local.deployment
  name       = "deliver-webhooks"
  account    = "webhooks"

  secret_files = local.webhook_secrets
  egress       = var.webhook_egress.connector == "" ? null : var.webhook_egress

  # Operators look at webhooks and try them, from where they operate; a push counts as internal.
  ingress  = var.api_ingress
  invokers = var.operators
  caller   = { email = google_service_account.callers["push"].email, authentication = var.push_authentication }
  subscriptions = { for webhook in var.webhooks : local.webhook_subscriptions[webhook.name] => {
    topic  = google_pubsub_topic.topics["results"].id
    path   = "/push/${webhook.name}"
    filter = local.webhook_filters[webhook.name]
    labels = { webhook = webhook.name }
    dead_letters = {
      topic                 = google_pubsub_topic.topics["results-undelivered"].id
      max_delivery_attempts = var.max_delivery_attempts
      # By the grant that the results subscription needs as well (pubsub.tf).
      granted = true
    }
  } }

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 5 }, lookup(local.scaling, "deliver-webhooks", {}))
  environment = merge(module.settings.webhooks, {
    QUERY_URL = local.query_url
    # Half of the threads look names up: more than there are webhooks, so that names whose servers hang take no other's.
    UV_THREADPOOL_SIZE = "32"
  })
}
