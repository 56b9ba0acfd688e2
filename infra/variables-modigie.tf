# Values of Modigie's onboarding, and agreements with Modigie.

variable "repository_id" {
  description = <<-EOT
    ID of your repository at Modigie, from onboarding. Each repository has a ledger of its own: another ID begins an
    empty one, and jobs of the former wait until it is configured again; see docs/deploy.md. Example: "acme-production".
  EOT
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9._~-]{1,128}$", var.repository_id)) && !contains([".", ".."], var.repository_id)
    error_message = "repository_id must be 1 to 128 letters, digits and . _ ~ -, as onboarding gives it."
  }
}

variable "job_types" {
  description = <<-EOT
    The job types to request, each with Modigie's request topic from onboarding. requires (JSON) overrides what a
    payload needs; see docs/configuration.md.
    Example: { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }.
  EOT
  type = map(object({
    topic    = string
    requires = optional(string)
  }))
  validation {
    condition     = length(var.job_types) > 0
    error_message = "job_types must name at least one job type."
  }
  validation {
    condition = alltrue([for type in values(var.job_types) :
      can(regex("^projects/[^/]+/topics/[^/]+$", type.topic))
    ])
    error_message = "job_types: each topic must be a full name, projects/PROJECT/topics/TOPIC, as onboarding gives it."
  }
  validation {
    condition = alltrue([for type in values(var.job_types) :
      type.requires == null || can(tolist(jsondecode(coalesce(type.requires, "[]"))))
    ])
    error_message = "job_types: requires must be a JSON list, such as [\"firstName\",\"lastName\",\"company\"]."
  }
}

variable "application_account" {
  description = <<-EOT
    E-mail of the application account that Modigie made for you: we publish as it, and its push requests are let in.
    Example: "acme@modigie-tenant.iam.gserviceaccount.com".
  EOT
  type        = string
  validation {
    condition     = can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.gserviceaccount\\.com$", var.application_account))
    error_message = "application_account must be the e-mail of a service account, ending in .gserviceaccount.com."
  }
}

variable "application_key_secret" {
  description = <<-EOT
    ID of a Secret Manager secret in this project that holds the application account's key file. Empty (the default)
    acts as the account by impersonation, which needs no key but a grant of Modigie's; see docs/deploy.md.
  EOT
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
  description = <<-EOT
    Full names of Modigie's response subscriptions: pulled with response_delivery = "pull", and watched for old
    unacknowledged answers either way. Example: ["projects/modigie-tenant/subscriptions/enrich-mobile-pull"].
  EOT
  type        = list(string)
  default     = []
  validation {
    condition = alltrue([for name in var.response_subscriptions :
      can(regex("^projects/[^/]+/subscriptions/[^/]+$", name))
    ])
    error_message = "response_subscriptions must hold full names, projects/PROJECT/subscriptions/SUBSCRIPTION."
  }
  validation {
    condition     = var.response_delivery != "pull" || length(var.response_subscriptions) > 0
    error_message = "response_subscriptions must name at least one subscription when response_delivery is pull."
  }
}

variable "push_audience" {
  description = "The audience of Modigie's push tokens, if another than the endpoint's address was agreed. Empty: that."
  type        = string
  default     = ""
  validation {
    condition     = var.push_audience == "" || can(regex("^https://", var.push_audience))
    error_message = "push_audience must be an https address, or empty."
  }
}

variable "priority_carrier" {
  description = <<-EOT
    How Modigie takes a priority: "nowhere" (submissions with one are refused), "body", or "attribute:NAME". Ask
    Modigie.
  EOT
  type        = string
  default     = "nowhere"
  validation {
    condition     = can(regex("^(nowhere|body|attribute:[A-Za-z0-9_.-]{1,256})$", var.priority_carrier))
    error_message = "priority_carrier must be nowhere, body, or attribute:NAME."
  }
  validation {
    condition     = !can(regex("(?i)^attribute:(modigieJobRequestId$|modigieJobExpireAfter$|goog)", var.priority_carrier))
    error_message = <<-EOT
      priority_carrier must name an attribute of its own: not modigieJobRequestId or modigieJobExpireAfter, and none that
      begins with goog, which Pub/Sub refuses.
    EOT
  }
}
