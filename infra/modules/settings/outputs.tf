locals {
  ledger = {
    REPOSITORY_ID = var.repository_id
    LOG_LEVEL     = var.log_level
  }
  # An empty TEAMS would be refused: it has no team.
  teams = length(var.teams) == 0 ? {} : {
    TEAMS = jsonencode(var.teams)
  }
  # Without DIGEST results have no digest.
  digest = var.digest == null ? {} : {
    DIGEST = var.digest
  }
  # Of every function that knows of jobs.
  known = merge(local.ledger, local.teams, local.digest, {
    POLICY        = var.policy
    SHOWBACK_TAGS = jsonencode(var.showback_tags)
    BUDGETS = jsonencode([for budget in var.budgets :
      { for key, value in budget : key => value if value != null }
    ])
  })
  forecasting = {
    DISPATCH_RATE = jsonencode(var.dispatch_rate)
    PRICES        = jsonencode(var.prices)
  }
  reading = merge(
    local.known,
    local.forecasting,
  )
  environment = merge(local.known, {
    JOB_TYPES = jsonencode({ for name, type in var.job_types : name => merge(
      { topic = type.topic },
      type.requires == null ? {} : { requires = jsondecode(coalesce(type.requires, "[]")) },
    ) })
    PRIORITY_CARRIER = var.priority_carrier
    REUSE = jsonencode({ for name, rule in var.reuse :
      name => { for key, value in rule : key => value if value != null }
    })
    BREAKER = jsonencode({ for name, rule in var.breaker :
      name => { for key, value in rule : key => value if value != null }
    })
  })
  webhooks = merge(local.teams, {
    LOG_LEVEL             = var.log_level
    WEBHOOK_ALLOW_PRIVATE = jsonencode(var.webhook_allow_private)
    WEBHOOKS = jsonencode([for webhook in var.webhooks : {
      name       = webhook.name
      url        = webhook.url
      secretFile = "/secrets/webhook-${webhook.name}/secret"
      statuses   = webhook.statuses
      jobTypes   = webhook.job_types
      tags       = webhook.tags
      payload    = webhook.payload
    }])
  })

  # Google takes 32 KiB of names and values from all variables of a function; what else a function is told is short.
  # https://cloud.google.com/run/docs/configuring/services/overview-environment-variables
  most_bytes = 30000
  too_large  = "the settings of one function come to more than ${local.most_bytes} bytes, where Google takes 32 KiB; most of it is of"
  # The most that one function is told.
  told = {
    environment = merge(local.environment, local.forecasting)
    webhooks    = local.webhooks
  }
  bytes = { for to, variables in local.told :
    to => floor(length(base64encode(join("", concat(keys(variables), values(variables))))) * 3 / 4)
  }
  # Of each the variable that is the longest, as var has it.
  largest = { for to, variables in local.told : to => lower([for name, value in variables :
    name if length(value) == max([for other in values(variables) : length(other)]...)
  ][0]) }
}

output "ledger" {
  description = "Environment variables of a function that knows of no jobs."
  value       = local.ledger
}

output "reading" {
  description = "Environment variables of a function that only reads jobs, and explains what will become of them."
  value       = local.reading
}

output "forecasting" {
  description = "Environment variables of submit-jobs, besides those of every other function."
  value       = local.forecasting
}

output "environment" {
  description = "Environment variables of every other function."
  value       = local.environment
  precondition {
    condition     = local.bytes["environment"] <= local.most_bytes
    error_message = "${local.too_large}: ${local.largest["environment"]}. Name less in it."
  }
}

output "webhooks" {
  description = "Environment variables of deliver-webhooks, which knows no ledger."
  value       = local.webhooks
  precondition {
    condition     = local.bytes["webhooks"] <= local.most_bytes
    error_message = "${local.too_large}: ${local.largest["webhooks"]}. Name less in it, or shorter addresses and tags."
  }
}

output "response_subscriptions" {
  description = "Environment variables of pull-responses."
  value       = { RESPONSE_SUBSCRIPTIONS = jsonencode(var.response_subscriptions) }
}
