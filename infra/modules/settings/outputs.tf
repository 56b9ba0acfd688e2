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
  value = merge(local.known, {
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
}

output "webhooks" {
  description = "Environment variables of deliver-webhooks, which knows no ledger."
  value = merge(local.teams, {
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
}

output "response_subscriptions" {
  description = "Environment variables of pull-responses."
  value       = { RESPONSE_SUBSCRIPTIONS = jsonencode(var.response_subscriptions) }
}
