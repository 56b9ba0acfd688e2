variable "project_id" {
  description = "The Google Cloud project to deploy into. Example: \"acme-crm-prod\"."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be an ID (6 to 30 lower-case letters, digits and hyphens), not a name or number."
  }
}

variable "project_number" {
  description = <<-EOT
    The project's number; empty: it is looked up. Name it where your root has depends_on on the module: Terraform then looks
    up nothing while a change of what it depends on is planned, and would make each grant that has the number anew.
    Example: "123456789012".
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^[0-9]*$", var.project_number))
    error_message = "project_number must be the project's number, digits alone, or empty."
  }
}

variable "region" {
  description = <<-EOT
    Where functions, scheduler and bundles live. Modigie's topics are in us-central1; being near them saves latency,
    nothing else.
  EOT
  type        = string
  default     = "us-central1"
  nullable    = false
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be a single region such as us-central1; multi-regions go into firestore_location."
  }
}

variable "prefix" {
  description = <<-EOT
    Begins every name, so that two deployments fit into one project, each with a state of its own. It is the ledger's
    name too, so it cannot be changed. Example: "modigie-staging".
  EOT
  type        = string
  default     = "modigie-gateway"
  nullable    = false
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,18}[a-z0-9]$", var.prefix))
    error_message = <<-EOT
      prefix must be 4 to 20 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen: a
      database's name has four at least, and service accounts' names are short.
    EOT
  }
}

variable "labels" {
  description = "Labels on everything that takes them. Example: { team = \"revops\" }."
  type        = map(string)
  default     = {}
  nullable    = false
  validation {
    condition = alltrue([for key, value in var.labels :
      can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "labels must have lower-case keys and values of letters, digits, _ and -, at most 63 characters."
  }
}

variable "scaling" {
  description = "Instances per function, where not the defaults. Example: { \"submit-jobs\" = { min = 1, max = 20 } }."
  type = map(object({
    min = optional(number)
    max = optional(number)
  }))
  default  = {}
  nullable = false
  validation {
    condition = length(setsubtract(keys(var.scaling), [
      "submit-jobs", "query-jobs", "operate-jobs", "intake-jobs", "receive-responses",
      "sweep-jobs", "pull-responses", "keep-dead-letters", "deliver-webhooks",
    ])) == 0
    error_message = <<-EOT
      scaling: its keys must be names of functions: submit-jobs, query-jobs, operate-jobs, intake-jobs,
      receive-responses, sweep-jobs, pull-responses, keep-dead-letters, deliver-webhooks.
    EOT
  }
  validation {
    condition = alltrue([for scale in values(var.scaling) :
      alltrue([for bound in [coalesce(scale.min, 0), coalesce(scale.max, 1)] : floor(bound) == bound]) &&
      coalesce(scale.min, 0) >= 0 && coalesce(scale.max, 1) >= 1 &&
      coalesce(scale.min, 0) <= coalesce(scale.max, 1000)
    ])
    error_message = "scaling: min must be a whole number from 0 and not above max, max one from 1."
  }
}

variable "firestore_location" {
  description = "Where the database is, for good. Example: \"nam5\" or \"eur3\" (multi-region). Empty: the region."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^([a-z]+[0-9]|[a-z]+-[a-z]+[0-9]+)?$", var.firestore_location))
    error_message = "firestore_location must be a Firestore location such as nam5, eur3 or us-central1, or empty."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted. Set to false, and apply, before a teardown."
  type        = bool
  default     = true
  nullable    = false
}

variable "sweep_schedule" {
  description = <<-EOT
    When the sweep runs, in cron form (UTC): each day, and every twelve hours at least. A retry is never finer than
    this, and the alert no-sweep waits as long. Example: "*/5 * * * *".
  EOT
  type        = string
  default     = "* * * * *"
  nullable    = false
}

variable "max_delivery_attempts" {
  description = <<-EOT
    After how many failed deliveries a message of intake or results goes to its undelivered subscription. The waits
    in between double from 10 s to 600 s: 10 + 20 + … + 320 = 630 s, then 600 s each. So 20 outlast an outage of about
    two hours (630 s + 13 × 600 s), 100 one of about 16 hours (630 s + 93 × 600 s).
  EOT
  type        = number
  default     = 100
  nullable    = false
  validation {
    condition = (
      floor(var.max_delivery_attempts) == var.max_delivery_attempts &&
      var.max_delivery_attempts >= 5 && var.max_delivery_attempts <= 100
    )
    error_message = "max_delivery_attempts must be a whole number from 5 to 100, which is what Pub/Sub takes."
  }
}

variable "message_regions" {
  description = <<-EOT
    Regions in which Pub/Sub may keep the messages of the gateway's topics; empty: any, or those that were set before. It
    has to hold the region of the functions. Example: ["europe-west1", "europe-west4"].
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for region in var.message_regions : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))])
    error_message = "message_regions must hold regions such as europe-west1, no multi-regions."
  }
  validation {
    condition     = length(var.message_regions) == 0 || contains(var.message_regions, var.region)
    error_message = "message_regions must hold the region of the functions, or be empty."
  }
}

variable "kms_key" {
  description = <<-EOT
    A key of your own that encrypts database, topics, bundles and images; empty: Google's. It has to be in the region,
    and so has the database (firestore_location). Only a new deployment takes one.
    Example: "projects/acme-keys/locations/us-central1/keyRings/gateway/cryptoKeys/ledger".
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^(projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+)?$", var.kms_key))
    error_message = "kms_key must be a full name, projects/P/locations/REGION/keyRings/R/cryptoKeys/K, without a version."
  }
  validation {
    condition = var.kms_key == "" || (
      try(split("/", var.kms_key)[3], "") == var.region && contains(["", var.region], var.firestore_location)
    )
    error_message = "kms_key must be in the region of the functions, and firestore_location empty or the same region."
  }
}

variable "data_access_logs" {
  description = <<-EOT
    Whether Cloud Audit Logs tell who reads and writes Firestore data, besides the gateway itself. It holds for every
    Firestore database of the project, and replaces what is configured there for Firestore.
  EOT
  type        = bool
  default     = false
  nullable    = false
}

variable "bundles_dir" {
  description = <<-EOT
    Folder of the functions' bundles, as a release has them, from where Terraform runs (with -chdir=infra: from infra/);
    empty: dist/functions of this repository, where `npm run build` writes them.
    Example: "../modigie-gateway-bundles-1.0.0".
  EOT
  type        = string
  default     = ""
  nullable    = false
}
