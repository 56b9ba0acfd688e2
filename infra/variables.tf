variable "project_id" {
  description = "The Google Cloud project to deploy into. Example: \"acme-crm-prod\"."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be an ID (6 to 30 lower-case letters, digits and hyphens), not a name or number."
  }
}

variable "region" {
  description = <<-EOT
    Where functions, scheduler and bundles live. Modigie's topics are in us-central1; being near them saves latency,
    nothing else.
  EOT
  type        = string
  default     = "us-central1"
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]$", var.region))
    error_message = "region must be a single region such as us-central1; multi-regions go into firestore_location."
  }
}

variable "prefix" {
  description = "Begins every name, so that two deployments fit into one project. Example: \"modigie-staging\"."
  type        = string
  default     = "modigie-gateway"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.prefix))
    error_message = <<-EOT
      prefix must be 3 to 20 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen:
      service account names are short.
    EOT
  }
}

variable "labels" {
  description = "Labels on everything that takes them. Example: { team = \"revops\" }."
  type        = map(string)
  default     = {}
  validation {
    condition = alltrue([for key, value in var.labels :
      can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "labels must have lower-case keys and values of letters, digits, _ and -, at most 63 characters."
  }
}

variable "policy" {
  description = <<-EOT
    JSON: what is different from the default policy (docs/configuration.md). Example: "{\"maxAttempts\":2}".
  EOT
  type        = string
  default     = "{}"
  validation {
    condition     = can(keys(jsondecode(var.policy)))
    error_message = "policy must be a JSON object."
  }
}

variable "budgets" {
  description = <<-EOT
    Limits held to before sending. Example: [{ name = "emea", tag = "team=emea", per = "month", limit = 1000 }].
  EOT
  type = list(object({
    name    = string
    tag     = optional(string)
    jobType = optional(string)
    per     = string
    limit   = number
  }))
  default = []
  validation {
    condition = alltrue([for budget in var.budgets :
      contains(["day", "month"], budget.per) && budget.limit >= 0 && floor(budget.limit) == budget.limit
    ])
    error_message = "budgets: per must be day or month, and limit a whole number from 0."
  }
  validation {
    condition     = length(distinct(var.budgets[*].name)) == length(var.budgets)
    error_message = "budgets: two have one name, and would count into one counter; rename one."
  }
}

variable "submitters" {
  description = <<-EOT
    Who may submit jobs over HTTP.
    Example: ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com", "group:revops@acme.com"].
  EOT
  type        = list(string)
  default     = []
  validation {
    condition = alltrue([for member in var.submitters :
      can(regex("^(serviceAccount|user|group|domain|principal|principalSet):", member))
    ])
    error_message = <<-EOT
      submitters must be IAM members such as serviceAccount:NAME@PROJECT.iam.gserviceaccount.com; for everybody set
      allow_unauthenticated.
    EOT
  }
}

variable "readers" {
  description = "Who may read jobs and retry them by hand, in the same form as submitters."
  type        = list(string)
  default     = []
  validation {
    condition = alltrue([for member in var.readers :
      can(regex("^(serviceAccount|user|group|domain|principal|principalSet):", member))
    ])
    error_message = "readers must be IAM members, like submitters; for everybody set allow_unauthenticated."
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

variable "public_url" {
  description = <<-EOT
    Address under which callers reach submit-jobs and query-jobs together, such as a load balancer's. Blank: each has
    its own. Example: "https://gateway.acme.com".
  EOT
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^(https://[^/?#@[:space:]]+(/[^?#[:space:]]*)?)?$", var.public_url))
    error_message = "public_url must be an address that begins with https:// and has no query."
  }
}

variable "scaling" {
  description = "Instances per function, where not the defaults. Example: { \"submit-jobs\" = { min = 1, max = 20 } }."
  type = map(object({
    min = optional(number)
    max = optional(number)
  }))
  default = {}
  validation {
    condition = length(setsubtract(keys(var.scaling), [
      "submit-jobs", "query-jobs", "intake-jobs", "receive-responses", "sweep-jobs", "pull-responses",
    ])) == 0
    error_message = <<-EOT
      scaling: its keys must be names of functions: submit-jobs, query-jobs, intake-jobs, receive-responses,
      sweep-jobs, pull-responses.
    EOT
  }
  validation {
    condition = alltrue([for scale in values(var.scaling) :
      coalesce(scale.min, 0) >= 0 && coalesce(scale.max, 1) >= 1 &&
      coalesce(scale.min, 0) <= coalesce(scale.max, 1000)
    ])
    error_message = "scaling: min must be from 0 and not above max, max from 1."
  }
}

variable "firestore_location" {
  description = "Where the database is, for good. Example: \"nam5\" or \"eur3\" (multi-region). Empty: the region."
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
  description = <<-EOT
    After how many failed deliveries a message of intake or results goes to its undelivered subscription. The waits
    in between double from 10 s to 600 s: 10 + 20 + … + 320 = 630 s, then 600 s each. So 20 outlast an outage of about
    two hours (630 s + 13 × 600 s), 100 one of about 16 hours (630 s + 93 × 600 s).
  EOT
  type        = number
  default     = 100
  validation {
    condition     = var.max_delivery_attempts >= 5 && var.max_delivery_attempts <= 100
    error_message = "max_delivery_attempts must be from 5 to 100, which is what Pub/Sub takes."
  }
}

variable "log_level" {
  description = "Least severity that is logged: DEBUG, INFO, NOTICE, WARNING or ERROR. The alerts rejected and sweep-behind need INFO."
  type        = string
  default     = "INFO"
  validation {
    condition     = contains(["DEBUG", "INFO", "NOTICE", "WARNING", "ERROR"], var.log_level)
    error_message = "log_level must be DEBUG, INFO, NOTICE, WARNING or ERROR."
  }
}

variable "notification_channels" {
  description = <<-EOT
    Full names of the Cloud Monitoring channels that alerts go to.
    Example: ["projects/acme-crm-prod/notificationChannels/123"].
  EOT
  type        = list(string)
  default     = []
  validation {
    condition = alltrue([for name in var.notification_channels :
      can(regex("^projects/[^/]+/notificationChannels/[^/]+$", name))
    ])
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
