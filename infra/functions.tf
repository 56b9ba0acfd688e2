# One block is one function: what it may do, who calls it, what it runs with. modules/function explains each input.
# Memory is as measured (docs/benchmarks.md), and so is what fits into it at once (docs/configuration.md, Memory).

module "settings" {
  source                 = "./modules/settings"
  repository_id          = var.repository_id
  job_types              = var.job_types
  response_subscriptions = var.response_subscriptions
  priority_carrier       = var.priority_carrier
  policy                 = try(tostring(var.policy), jsonencode(var.policy))
  digest                 = var.digest == null ? null : try(tostring(var.digest), jsonencode(var.digest))
  showback_tags          = var.showback_tags
  budgets                = var.budgets
  prices                 = var.prices
  reuse                  = var.reuse
  dispatch_rate          = var.dispatch_rate
  breaker                = var.breaker
  teams                  = var.teams
  webhooks               = var.webhooks
  webhook_allow_private  = var.webhook_egress.allow_private
  log_level              = var.log_level
}

locals {
  # Every function's environment, besides what its other inputs bring. It is what
  # shared/config/function-config.ts requires; a test compares.
  environment = merge(module.settings.environment, {
    RESULTS_TOPIC     = google_pubsub_topic.topics["results"].id
    DEAD_LETTER_TOPIC = google_pubsub_topic.topics["dead-letters"].id
    MAX_INSTANCES     = tostring(sum(values(local.accepting)[*].max))
  })

  # Modigie's topics and subscriptions are used as the application account, which is of Modigie's project.
  application = {
    account     = var.application_account
    key_secret  = var.application_key_secret == "" ? null : var.application_key_secret
    key_version = var.application_key_version
  }

  # A function that ends jobs delivers their results. An answer ends one, and so does a request refused for good.
  results      = { results = google_pubsub_topic.topics["results"].id }
  dead_letters = { dead-letters = google_pubsub_topic.topics["dead-letters"].id }

  ledger_written = { name = terraform_data.indexed.output, access = "read-write" }
  # Functions that write records key the persons in them.
  peppers = var.person_peppers_secret == "" ? null : {
    secret  = var.person_peppers_secret
    version = var.person_peppers_version
  }

  # Functions that erase persons say in the receipt how long the warehouse keeps them.
  erasing = {
    WAREHOUSE_PERSONAL_DAYS = tostring(try(var.bigquery.personal_days, 0))
  }

  ledger_read = { name = terraform_data.indexed.output, access = "read" }

  # Where a job is read, as callers know it.
  query_url = var.public_url == "" ? module.query_jobs.uri : var.public_url

  anybody = var.allow_unauthenticated ? ["allUsers"] : []
  scaling = { for name, instances in var.scaling :
    name => { for bound, number in instances : bound => number if number != null }
  }
  # Instances of the functions that make room in budgets, each for itself.
  accepting = { for name, preset in {
    submit-jobs  = { min = 0, max = 20 }
    operate-jobs = { min = 0, max = 5 }
    intake-jobs  = { min = 0, max = 20 }
    sweep-jobs   = { min = 0, max = 2 }
  } : name => merge(preset, lookup(local.scaling, name, {})) }
}

# HTTP: accepts submissions, one or many.
module "submit_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "submit-jobs"
  account    = "submit"

  database     = local.ledger_written
  peppers      = local.peppers
  publishes_to = local.results
  acts_as      = local.application

  ingress  = var.api_ingress
  invokers = concat(var.submitters, local.anybody)

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = local.accepting["submit-jobs"]
  # Its responses say where a job is read, which is at another function's address.
  environment = merge(local.environment, module.settings.forecasting, { QUERY_URL = local.query_url })
}

# HTTP: reads jobs; writes and spends nothing.
module "query_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "query-jobs"
  account    = "query"

  database = local.ledger_read

  ingress  = var.api_ingress
  invokers = concat(var.readers, local.anybody)

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 10 }, lookup(local.scaling, "query-jobs", {}))
  environment     = module.settings.reading
}

# HTTP: whatever a person changes, such as a retry by hand.
module "operate_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "operate-jobs"
  account    = "operate"

  # A message that was set aside goes back to the topic that it came from.
  database     = local.ledger_written
  peppers      = local.peppers
  publishes_to = merge(local.results, local.dead_letters, { intake = google_pubsub_topic.topics["intake"].id })
  acts_as      = local.application

  # Never open to everybody: what is done here spends, and is done in somebody's name.
  ingress  = var.api_ingress
  invokers = var.operators

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = local.accepting["operate-jobs"]
  environment = merge(local.environment, local.erasing, {
    QUERY_URL    = local.query_url
    INTAKE_TOPIC = google_pubsub_topic.topics["intake"].id
  })
}

# Pub/Sub: accepts submissions from the company's own topic, and sets aside what cannot be read.
module "intake_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "intake-jobs"
  account    = "intake"

  database     = local.ledger_written
  peppers      = local.peppers
  publishes_to = merge(local.results, local.dead_letters)
  acts_as      = local.application

  ingress = "ALLOW_INTERNAL_ONLY"
  caller  = { email = google_service_account.callers["push"].email, authentication = var.push_authentication }
  subscriptions = {
    intake = {
      topic = google_pubsub_topic.topics["intake"].id
      dead_letters = {
        topic                 = google_pubsub_topic.topics["intake-undelivered"].id
        max_delivery_attempts = var.max_delivery_attempts
      }
    }
  }

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = local.accepting["intake-jobs"]
  environment     = local.environment
}

# Pub/Sub: makes records of what lies on the topics of last resort. It publishes nothing, and its subscriptions have no
# dead letters of their own: what it cannot keep comes to it again, and never as a new message.
module "keep_dead_letters" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "keep-dead-letters"
  account    = "keep"

  database = local.ledger_written
  peppers  = local.peppers

  ingress = "ALLOW_INTERNAL_ONLY"
  caller  = { email = google_service_account.callers["push"].email, authentication = var.push_authentication }
  subscriptions = { for name in local.last_resorts :
    "kept-${name}" => { topic = google_pubsub_topic.topics[name].id, path = "/${name}" }
  }

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 5 }, lookup(local.scaling, "keep-dead-letters", {}))
  environment     = module.settings.ledger
}

# Takes Modigie's answers by push, from a subscription in Modigie's project. Stands in for pull-responses.
module "receive_responses" {
  count      = var.response_delivery == "push" ? 1 : 0
  source     = "./modules/function"
  deployment = local.deployment
  name       = "receive-responses"
  account    = "receive"

  database     = local.ledger_written
  peppers      = local.peppers
  publishes_to = merge(local.results, local.dead_letters)

  ingress = "ALLOW_ALL"
  caller = {
    email          = coalesce(var.push_account, var.application_account)
    authentication = var.push_authentication
  }

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 20 }, lookup(local.scaling, "receive-responses", {}))
  environment     = local.environment
}

# Pulls Modigie's answers each minute, as the application account. Stands in for receive-responses.
module "pull_responses" {
  count      = var.response_delivery == "pull" ? 1 : 0
  source     = "./modules/function"
  deployment = local.deployment
  name       = "pull-responses"
  account    = "pull"

  database     = local.ledger_written
  peppers      = local.peppers
  publishes_to = merge(local.results, local.dead_letters)
  acts_as      = local.application

  ingress  = "ALLOW_INTERNAL_ONLY"
  caller   = { email = google_service_account.callers["schedule"].email, authentication = var.push_authentication }
  schedule = "* * * * *"

  memory          = "512Mi"
  timeout_seconds = 120
  concurrency     = 1
  instances       = merge({ min = 0, max = 2 }, lookup(local.scaling, "pull-responses", {}))
  environment     = merge(local.environment, module.settings.response_subscriptions, { PULL_SECONDS = "50" })
}

module "sweep_schedule" {
  source = "./modules/schedule"
  cron   = var.sweep_schedule
}

# Scheduled: does whatever is due.
module "sweep_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "sweep-jobs"
  account    = "sweep"

  database = local.ledger_written
  peppers  = local.peppers
  # An operation redrives messages: a submission to the topic that it came from.
  publishes_to = merge(local.results, local.dead_letters, { intake = google_pubsub_topic.topics["intake"].id })
  acts_as      = local.application

  ingress  = "ALLOW_INTERNAL_ONLY"
  caller   = { email = google_service_account.callers["schedule"].email, authentication = var.push_authentication }
  schedule = module.sweep_schedule.cron

  memory          = "512Mi"
  timeout_seconds = 120
  concurrency     = 1
  instances       = local.accepting["sweep-jobs"]
  environment = merge(local.environment, local.erasing, {
    SWEEP_SECONDS = "45"
    INTAKE_TOPIC  = google_pubsub_topic.topics["intake"].id
  })
}

locals {
  functions = { for function in concat(
    [
      module.submit_jobs,
      module.query_jobs,
      module.operate_jobs,
      module.intake_jobs,
      module.sweep_jobs,
      module.keep_dead_letters,
    ],
    module.receive_responses,
    module.pull_responses,
    module.deliver_webhooks,
  ) : function.name => function }
}
