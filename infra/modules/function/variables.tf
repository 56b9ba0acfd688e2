variable "deployment" {
  description = "The same for every function of a deployment: where it is, how its names begin, how it is built."
  type = object({
    project_id     = string
    project_number = string
    region         = string
    prefix         = string
    labels         = map(string)
    # The member as which Pub/Sub itself moves dead letters.
    pubsub_agent = string
    # A key of your own that encrypts bundle and image; null: Google's.
    kms_key = optional(string)
    build = object({
      # Folder of the bundles, a zip file each: `npm run build` writes them to dist/functions, a release has them.
      bundles = string
      bucket  = string
      # The account that builds.
      account = string
      # Repository of the images.
      repository = string
    })
  })
}

variable "name" {
  description = "Name of the function, which is its folder in functions/. Example: \"sweep-jobs\"."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+(-[a-z]+)*$", var.name))
    error_message = "name must be lower-case words joined by hyphens, such as sweep-jobs."
  }
}

variable "account" {
  description = "Ends the ID of the function's service account; a short word, since IDs are. Example: \"sweep\"."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "${var.deployment.prefix}-${var.account}"))
    error_message = "account must make, behind the prefix and a hyphen, a service account's ID of 6 to 30 characters."
  }
}

variable "database" {
  description = "The Firestore database that the function uses, and whether it may write (\"read-write\") or not (\"read\"); null: none."
  type = object({
    name   = string
    access = string
  })
  default = null
  validation {
    condition     = var.database == null || contains(["read", "read-write"], try(var.database.access, ""))
    error_message = "database: access must be read or read-write."
  }
}

variable "publishes_to" {
  description = "Topics that the function publishes to as itself: full names, under keys that say what they are."
  type        = map(string)
  default     = {}
}

variable "acts_as" {
  description = <<-EOT
    An account of another project that the function also acts as; null: none. With key_secret, a Secret Manager secret
    of this project, it does so by the key in it; without one by impersonation, which the account's owner has to grant.
    key_version is the secret's version: another one makes a revision that reads it.
  EOT
  type = object({
    account     = string
    key_secret  = optional(string)
    key_version = optional(string, "latest")
  })
  default = null
}

variable "peppers" {
  description = <<-EOT
    The Secret Manager secret of this project that holds the function's PERSON_PEPPERS, and its version: another one makes
    a revision that reads it. null: it keys nobody.
  EOT
  type = object({
    secret  = string
    version = optional(string, "latest")
  })
  default = null
}

variable "secret_files" {
  description = <<-EOT
    Secret Manager secrets of this project that the function reads as files: the ID of each by the absolute path of its
    file, which is alone in its folder. The file is the latest version whenever it is read: another one needs no revision.
  EOT
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for path in keys(var.secret_files) : can(regex("^(/[a-z0-9-]+){2,}$", path))])
    error_message = "secret_files: each path must be absolute, a folder and a file, such as /secrets/webhook-crm/secret."
  }
  validation {
    condition     = length(distinct([for path in keys(var.secret_files) : dirname(path)])) == length(var.secret_files)
    error_message = "secret_files: each file must be in a folder of its own: Cloud Run mounts one secret in a folder."
  }
}

variable "egress" {
  description = <<-EOT
    How the function reaches what is not on the internet: the full name of a Serverless VPC Access connector, and whether all
    of its traffic goes through that instead of private addresses alone; null: neither.
  EOT
  type = object({
    connector   = string
    all_traffic = optional(bool, false)
  })
  default = null
}

variable "ingress" {
  description = "From where the function may be called: ALLOW_ALL, ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB."
  type        = string
  validation {
    condition     = contains(["ALLOW_ALL", "ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"], var.ingress)
    error_message = "ingress must be ALLOW_ALL, ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB."
  }
}

variable "invokers" {
  description = "IAM members that may call the function. They have to be known when planning."
  type        = set(string)
  default     = []
  validation {
    condition = alltrue([for member in var.invokers :
      contains(local.everybody, member) || can(regex("^(serviceAccount|user|group|domain|principal|principalSet):", member))
    ])
    error_message = "invokers must be IAM members such as group:revops@acme.com, or allUsers."
  }
}

variable "caller" {
  description = <<-EOT
    The one service account whose tokens the function accepts, beside Cloud Run's own check; null: any invoker calls.
    authentication says how far it checks them: "behind-iam" takes a token whose signature Cloud Run has removed after
    it checked it, "signature" takes none without.
  EOT
  type = object({
    email          = string
    authentication = optional(string, "behind-iam")
  })
  default = null
  validation {
    condition     = var.caller == null || contains(["behind-iam", "signature"], try(var.caller.authentication, ""))
    error_message = "caller: authentication must be behind-iam or signature."
  }
  validation {
    condition     = var.caller == null || length(setintersection(var.invokers, local.everybody)) == 0
    error_message = <<-EOT
      invokers must not be everybody where only one caller's tokens are taken: nobody would have checked them before the
      function.
    EOT
  }
}

variable "schedule" {
  description = "When the caller calls, in cron form (UTC); null: not by a schedule. Example: \"* * * * *\"."
  type        = string
  default     = null
  validation {
    condition     = var.schedule == null || length(split(" ", coalesce(var.schedule, "-"))) == 5
    error_message = "schedule must have the five fields of cron, such as \"* * * * *\"."
  }
  validation {
    condition     = var.schedule == null || var.caller != null
    error_message = "schedule needs a caller."
  }
}

variable "subscriptions" {
  description = <<-EOT
    Push subscriptions by which the caller delivers a topic's messages to the function, under the end of their name.
    Topics are full names. path is that of the function's address; without dead_letters, a message is delivered again
    until it is a week old. filter chooses messages by their attributes, in Pub/Sub's language and for good: another filter
    has to be another name. Where granted, Pub/Sub may publish dead letters to their topic by a grant from elsewhere: two of
    a kind would be one, and go together.
  EOT
  type = map(object({
    topic  = string
    path   = optional(string, "")
    filter = optional(string, "")
    labels = optional(map(string), {})
    dead_letters = optional(object({
      topic                 = string
      max_delivery_attempts = number
      granted               = optional(bool, false)
    }))
  }))
  default = {}
  validation {
    condition     = alltrue([for subscription in var.subscriptions : can(regex("^(/[a-z0-9-]+)*$", subscription.path))])
    error_message = "subscriptions: path must be empty, or lower-case words behind slashes, such as /results or /push/crm."
  }
  validation {
    condition     = length(var.subscriptions) == 0 || var.caller != null
    error_message = "subscriptions need a caller."
  }
}

variable "memory" {
  description = "Memory of an instance. Example: \"512Mi\"."
  type        = string
  validation {
    condition     = can(regex("^[0-9]+(Mi|Gi)$", var.memory))
    error_message = "memory must be a number of Mi or Gi, such as 512Mi."
  }
}

variable "timeout_seconds" {
  description = "How long a call may last."
  type        = number
  validation {
    # The scheduler waits for 15 s to 30 min, Pub/Sub for 10 min, of which 30 s are a margin.
    condition     = var.timeout_seconds >= 15 && var.timeout_seconds <= 570
    error_message = "timeout_seconds must be from 15 to 570."
  }
}

variable "concurrency" {
  description = "How many calls an instance takes at once."
  type        = number
  validation {
    condition     = var.concurrency >= 1 && var.concurrency <= 1000
    error_message = "concurrency must be from 1 to 1000."
  }
}

variable "instances" {
  description = "How many instances there are at least and at most."
  type = object({
    min = number
    max = number
  })
  validation {
    condition     = var.instances.min >= 0 && var.instances.max >= 1 && var.instances.min <= var.instances.max
    error_message = "instances: min must be from 0 and not above max, max from 1."
  }
}

variable "environment" {
  description = "Environment variables of the function, besides those that its other inputs bring."
  type        = map(string)
  default     = {}
  validation {
    condition     = length(setintersection(keys(var.environment), keys(local.own_environment))) == 0
    error_message = "environment must not name what other inputs bring: database, acts_as, caller, memory (NODE_OPTIONS)."
  }
}
