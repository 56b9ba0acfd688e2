variable "project_id" {
  description = "The Google Cloud project to deploy into. Example: \"acme-crm-prod\"."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be a project ID (6 to 30 lower-case letters, digits and hyphens), not its name or number."
  }
}

variable "region" {
  description = "Where functions, scheduler and bundles live. Modigie's topics are in us-central1; being near them saves latency, nothing else."
  type        = string
  default     = "us-central1"
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]$", var.region))
    error_message = "region must be a single region such as us-central1; multi-regions go into firestore_location."
  }
}

variable "prefix" {
  description = "Begins the name of everything, so that two deployments fit into one project. Example: \"modigie-staging\"."
  type        = string
  default     = "modigie-gateway"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.prefix))
    error_message = "prefix must be 3 to 20 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen: service account names are short."
  }
}

variable "labels" {
  description = "Labels on everything that takes them. Example: { team = \"revops\" }."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "labels must have lower-case keys and values of letters, digits, _ and -, at most 63 characters."
  }
}

variable "job_types" {
  description = "The job types to request, each with Modigie's request topic from onboarding. Example: { enrichMobile = { topic = \"projects/modigie-tenant/topics/enrich-mobile\" } }. requires (JSON) overrides what a payload needs; see docs/configuration.md."
  type = map(object({
    topic    = string
    requires = optional(string)
  }))
  validation {
    condition     = length(var.job_types) > 0
    error_message = "job_types must name at least one job type."
  }
  validation {
    condition     = alltrue([for type in values(var.job_types) : can(regex("^projects/[^/]+/topics/[^/]+$", type.topic))])
    error_message = "job_types: each topic must be a full name, projects/PROJECT/topics/TOPIC, as Modigie's onboarding gives it."
  }
  validation {
    condition     = alltrue([for type in values(var.job_types) : type.requires == null || can(tolist(jsondecode(coalesce(type.requires, "[]"))))])
    error_message = "job_types: requires must be a JSON list, such as [\"firstName\",\"lastName\",\"company\"]."
  }
}

variable "application_account" {
  description = "E-mail of the application account that Modigie made for you: we publish as it, and its push requests are let in. Example: \"acme@modigie-tenant.iam.gserviceaccount.com\"."
  type        = string
  validation {
    condition     = can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.gserviceaccount\\.com$", var.application_account))
    error_message = "application_account must be the e-mail address of a service account, ending in .gserviceaccount.com."
  }
}

variable "application_key_secret" {
  description = "ID of a Secret Manager secret in this project that holds the application account's key file. Empty (the default) acts as the account by impersonation, which needs no key but a grant of Modigie's; see docs/deploy.md."
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{0,255}$", var.application_key_secret))
    error_message = "application_key_secret must be the secret's ID alone, not its full name or its content."
  }
}

variable "response_delivery" {
  description = "How Modigie gives its answers: \"push\" to our endpoint, or \"pull\" from its subscriptions."
  type        = string
  default     = "push"
  validation {
    condition     = contains(["push", "pull"], var.response_delivery)
    error_message = "response_delivery must be push or pull."
  }
}

variable "response_subscriptions" {
  description = "Full names of Modigie's response subscriptions: pulled with response_delivery = \"pull\", and watched for old unacknowledged answers either way. Example: [\"projects/modigie-tenant/subscriptions/enrich-mobile-pull\"]."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for name in var.response_subscriptions : can(regex("^projects/[^/]+/subscriptions/[^/]+$", name))])
    error_message = "response_subscriptions must hold full names, projects/PROJECT/subscriptions/SUBSCRIPTION."
  }
  validation {
    condition     = var.response_delivery != "pull" || length(var.response_subscriptions) > 0
    error_message = "response_subscriptions must name at least one subscription when response_delivery is pull."
  }
}

variable "push_audience" {
  description = "The audience that Modigie's push tokens carry, if another than the endpoint's address was agreed. Empty: the address."
  type        = string
  default     = ""
  validation {
    condition     = var.push_audience == "" || can(regex("^https://", var.push_audience))
    error_message = "push_audience must be an https address, or empty."
  }
}

variable "priority_carrier" {
  description = "How Modigie takes a priority: \"nowhere\" (submissions with one are refused), \"body\", or \"attribute:NAME\". Ask Modigie."
  type        = string
  default     = "nowhere"
  validation {
    condition     = can(regex("^(nowhere|body|attribute:[A-Za-z0-9_.-]{1,256})$", var.priority_carrier))
    error_message = "priority_carrier must be nowhere, body, or attribute:NAME."
  }
}

variable "policy" {
  description = "JSON: what is different from the default policy (docs/configuration.md). Example: \"{\\\"maxAttempts\\\":2}\"."
  type        = string
  default     = "{}"
  validation {
    condition     = can(keys(jsondecode(var.policy)))
    error_message = "policy must be a JSON object."
  }
}

variable "budgets" {
  description = "Limits held to before sending. Example: [{ name = \"emea\", tag = \"team=emea\", per = \"month\", limit = 1000 }]."
  type = list(object({
    name    = string
    tag     = optional(string)
    jobType = optional(string)
    per     = string
    limit   = number
  }))
  default = []
  validation {
    condition     = alltrue([for budget in var.budgets : contains(["day", "month"], budget.per) && budget.limit >= 0 && floor(budget.limit) == budget.limit])
    error_message = "budgets: per must be day or month, and limit a whole number from 0."
  }
}

variable "submitters" {
  description = "Who may submit jobs over HTTP. Example: [\"serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com\", \"group:revops@acme.com\"]."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for member in var.submitters : can(regex("^(serviceAccount|user|group|domain|principal|principalSet):", member)) && !contains(["allUsers", "allAuthenticatedUsers"], member)])
    error_message = "submitters must be IAM members such as serviceAccount:NAME@PROJECT.iam.gserviceaccount.com; for everybody set allow_unauthenticated."
  }
}

variable "readers" {
  description = "Who may read jobs and retry them by hand, in the same form as submitters."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for member in var.readers : can(regex("^(serviceAccount|user|group|domain|principal|principalSet):", member)) && !contains(["allUsers", "allAuthenticatedUsers"], member)])
    error_message = "readers must be IAM members such as group:revops@acme.com; for everybody set allow_unauthenticated."
  }
}

variable "allow_unauthenticated" {
  description = "Lets everybody on the internet submit and read. Only behind something of your own that authenticates."
  type        = bool
  default     = false
}

variable "api_ingress" {
  description = "From where submit-jobs and query-jobs may be called."
  type        = string
  default     = "ALLOW_ALL"
  validation {
    condition     = contains(["ALLOW_ALL", "ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"], var.api_ingress)
    error_message = "api_ingress must be ALLOW_ALL, ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB."
  }
}

variable "scaling" {
  description = "Instances per function, where they differ from the defaults. Example: { \"submit-jobs\" = { min = 1, max = 20 } }."
  type = map(object({
    min = optional(number)
    max = optional(number)
  }))
  default = {}
  validation {
    condition     = alltrue([for name in keys(var.scaling) : contains(["submit-jobs", "query-jobs", "intake-jobs", "receive-responses", "sweep-jobs", "pull-responses"], name)])
    error_message = "scaling: its keys must be names of functions: submit-jobs, query-jobs, intake-jobs, receive-responses, sweep-jobs, pull-responses."
  }
  validation {
    condition     = alltrue([for scale in values(var.scaling) : coalesce(scale.min, 0) >= 0 && coalesce(scale.max, 1) >= 1 && coalesce(scale.min, 0) <= coalesce(scale.max, 1000)])
    error_message = "scaling: min must be from 0 and not above max, max from 1."
  }
}

variable "firestore_location" {
  description = "Where the database is, for good. Example: \"nam5\" or \"eur3\" (multi-region), \"us-central1\". Empty: the region."
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^([a-z]+[0-9]|[a-z]+-[a-z]+[0-9])?$", var.firestore_location))
    error_message = "firestore_location must be a Firestore location such as nam5, eur3 or us-central1, or empty."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted. Set to false, and apply, before a teardown."
  type        = bool
  default     = true
}

variable "sweep_schedule" {
  description = "When the sweep runs, in cron form (UTC). A retry is never finer than this."
  type        = string
  default     = "* * * * *"
  validation {
    condition     = length(split(" ", var.sweep_schedule)) == 5
    error_message = "sweep_schedule must have the five fields of cron, such as \"* * * * *\"."
  }
}

variable "max_delivery_attempts" {
  description = "After how many failed deliveries a message goes to the dead letters. With the default backoff 20 outlast an outage of about two hours, 100 one of about 16."
  type        = number
  default     = 100
  validation {
    condition     = var.max_delivery_attempts >= 5 && var.max_delivery_attempts <= 100
    error_message = "max_delivery_attempts must be from 5 to 100, which is what Pub/Sub takes."
  }
}

variable "log_level" {
  description = "Least severity that is logged: DEBUG, INFO, NOTICE, WARNING or ERROR. Alerts need INFO."
  type        = string
  default     = "INFO"
  validation {
    condition     = contains(["DEBUG", "INFO", "NOTICE", "WARNING", "ERROR"], var.log_level)
    error_message = "log_level must be DEBUG, INFO, NOTICE, WARNING or ERROR."
  }
}

variable "notification_channels" {
  description = "Full names of the Cloud Monitoring channels that alerts go to. Example: [\"projects/acme-crm-prod/notificationChannels/123\"]."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for name in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", name))])
    error_message = "notification_channels must hold full names, projects/PROJECT/notificationChannels/ID."
  }
}

variable "rejected_share" {
  description = "Share of ended jobs that were rejected, over an hour, above which an alert is raised."
  type        = number
  default     = 0.05
  validation {
    condition     = var.rejected_share > 0 && var.rejected_share < 1
    error_message = "rejected_share must lie between 0 and 1, such as 0.05."
  }
}
