# One block is one function: what it may do, who calls it, what it runs with. modules/function explains each input.
# Memory is as measured (docs/benchmarks.md), and so is what fits into it at once (docs/configuration.md, Memory).

locals {
  # Every function's environment, besides what its other inputs bring. It is what
  # shared/config/function-config.ts requires; a test compares.
  environment = {
    REPOSITORY_ID = var.repository_id
    JOB_TYPES = jsonencode({ for name, type in var.job_types : name => merge(
      { topic = type.topic },
      type.requires == null ? {} : { requires = jsondecode(coalesce(type.requires, "[]")) },
    ) })
    RESULTS_TOPIC     = google_pubsub_topic.topics["results"].id
    DEAD_LETTER_TOPIC = google_pubsub_topic.topics["dead-letters"].id
    PRIORITY_CARRIER  = var.priority_carrier
    POLICY            = var.policy
    BUDGETS = jsonencode([for budget in var.budgets :
      { for key, value in budget : key => value if value != null }
    ])
    LOG_LEVEL = var.log_level
  }

  # Modigie's topics and subscriptions are used as the application account, which is of Modigie's project.
  application = {
    account    = var.application_account
    key_secret = var.application_key_secret == "" ? null : var.application_key_secret
  }

  anybody = var.allow_unauthenticated ? ["allUsers"] : []
  scaling = { for name, instances in var.scaling :
    name => { for bound, number in instances : bound => number if number != null }
  }
}

# HTTP: accepts submissions, one or many.
module "submit_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "submit-jobs"
  account    = "submit"

  database = google_firestore_database.this.name
  acts_as  = local.application

  ingress  = var.api_ingress
  invokers = concat(var.submitters, local.anybody)

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 20 }, lookup(local.scaling, "submit-jobs", {}))
  # Its responses say where a job is read, which is at another function's address.
  environment = merge(local.environment, {
    QUERY_URL = var.public_url == "" ? module.query_jobs.uri : var.public_url
  })
}

# HTTP: reads jobs, and retries them by hand.
module "query_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "query-jobs"
  account    = "query"

  database = google_firestore_database.this.name
  acts_as  = local.application

  ingress  = var.api_ingress
  invokers = concat(var.readers, local.anybody)

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 10 }, lookup(local.scaling, "query-jobs", {}))
  environment     = merge(local.environment, { QUERY_URL = var.public_url })
}

# Pub/Sub: accepts submissions from the company's own topic, and sets aside what cannot be read.
module "intake_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "intake-jobs"
  account    = "intake"

  database     = google_firestore_database.this.name
  publishes_to = { dead-letters = google_pubsub_topic.topics["dead-letters"].id }
  acts_as      = local.application

  ingress = "ALLOW_INTERNAL_ONLY"
  caller  = { email = google_service_account.callers["push"].email }
  subscriptions = {
    intake = {
      topic                 = google_pubsub_topic.topics["intake"].id
      dead_letter_topic     = google_pubsub_topic.topics["intake-undelivered"].id
      max_delivery_attempts = var.max_delivery_attempts
    }
  }

  memory          = "512Mi"
  timeout_seconds = 60
  concurrency     = 80
  instances       = merge({ min = 0, max = 20 }, lookup(local.scaling, "intake-jobs", {}))
  environment     = local.environment
}

# Takes Modigie's answers by push, from a subscription in Modigie's project. Stands in for pull-responses.
module "receive_responses" {
  count      = var.response_delivery == "push" ? 1 : 0
  source     = "./modules/function"
  deployment = local.deployment
  name       = "receive-responses"
  account    = "receive"

  database = google_firestore_database.this.name
  publishes_to = {
    results      = google_pubsub_topic.topics["results"].id
    dead-letters = google_pubsub_topic.topics["dead-letters"].id
  }

  ingress = "ALLOW_ALL"
  caller  = { email = var.application_account, audience = var.push_audience }

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

  database = google_firestore_database.this.name
  publishes_to = {
    results      = google_pubsub_topic.topics["results"].id
    dead-letters = google_pubsub_topic.topics["dead-letters"].id
  }
  acts_as = local.application

  ingress  = "ALLOW_INTERNAL_ONLY"
  caller   = { email = google_service_account.callers["schedule"].email }
  schedule = "* * * * *"

  memory          = "512Mi"
  timeout_seconds = 120
  concurrency     = 1
  instances       = merge({ min = 0, max = 2 }, lookup(local.scaling, "pull-responses", {}))
  environment = merge(local.environment, {
    PULL_SECONDS           = "50"
    RESPONSE_SUBSCRIPTIONS = jsonencode(var.response_subscriptions)
  })
}

# Scheduled: does whatever is due.
module "sweep_jobs" {
  source     = "./modules/function"
  deployment = local.deployment
  name       = "sweep-jobs"
  account    = "sweep"

  database     = google_firestore_database.this.name
  publishes_to = { results = google_pubsub_topic.topics["results"].id }
  acts_as      = local.application

  ingress  = "ALLOW_INTERNAL_ONLY"
  caller   = { email = google_service_account.callers["schedule"].email }
  schedule = var.sweep_schedule

  memory          = "512Mi"
  timeout_seconds = 120
  concurrency     = 1
  instances       = merge({ min = 0, max = 2 }, lookup(local.scaling, "sweep-jobs", {}))
  environment     = merge(local.environment, { SWEEP_SECONDS = "45" })
}

locals {
  functions = { for function in concat(
    [module.submit_jobs, module.query_jobs, module.intake_jobs, module.sweep_jobs],
    module.receive_responses,
    module.pull_responses,
  ) : function.name => function }
}
