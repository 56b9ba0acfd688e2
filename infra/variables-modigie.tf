# Values of Modigie's onboarding, and agreements with Modigie.

variable "repository_id" {
  description = <<-EOT
    ID of your repository at Modigie, from onboarding. Each repository has a ledger of its own: another ID begins an
    empty one, and jobs of the former wait until it is configured again; see docs/deploy.md. Example: "acme-production".
  EOT
  type        = string
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
}

variable "application_account" {
  description = <<-EOT
    E-mail of the application account that Modigie made for you: requests are published as it.
    Example: "acme@modigie-tenant.iam.gserviceaccount.com".
  EOT
  type        = string
  validation {
    condition     = can(regex("^[^@:[:space:]]+@[^@[:space:]]+\\.gserviceaccount\\.com$", var.application_account))
    error_message = "application_account must be the e-mail alone of a service account, ending in .gserviceaccount.com."
  }
}

variable "application_key_secret" {
  description = <<-EOT
    ID of a Secret Manager secret in this project that holds the application account's key file. Empty (the default)
    acts as the account by impersonation, which needs no key but a grant of Modigie's; see docs/deploy.md.
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{0,255}$", var.application_key_secret))
    error_message = "application_key_secret must be the secret's ID alone, not its full name or its content."
  }
}

variable "application_key_version" {
  description = <<-EOT
    Version of that secret. A number, once you change the key: another number makes revisions that read it. Example: "2".
  EOT
  type        = string
  default     = "latest"
  nullable    = false
  validation {
    condition     = can(regex("^(latest|[1-9][0-9]*)$", var.application_key_version))
    error_message = "application_key_version must be latest or the number of a version, such as \"2\"."
  }
  validation {
    condition     = var.application_key_version == "latest" || var.application_key_secret != ""
    error_message = "application_key_version is the version of a secret: name it in application_key_secret."
  }
}

variable "push_account" {
  description = <<-EOT
    E-mail of the account as which Modigie pushes answers: its push requests are let in, and no others. Empty: the
    application account. Ask Modigie for another: whoever may act as the application account, as functions of the gateway
    do, could forge answers. Example: "push@modigie-tenant.iam.gserviceaccount.com".
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^([^@:[:space:]]+@[^@[:space:]]+\\.gserviceaccount\\.com)?$", var.push_account))
    error_message = "push_account must be the e-mail alone of a service account, ending in .gserviceaccount.com, or empty."
  }
  validation {
    condition     = var.push_account != "" || var.application_key_secret == "" || var.response_delivery != "push"
    error_message = <<-EOT
      push_account must be named where a key is used and answers are pushed: whoever has the application account's key can
      forge an answer. Ask Modigie to push as another account, or name the application account, knowing that.
    EOT
  }
}

variable "response_delivery" {
  description = "How Modigie gives its answers: \"push\" to our endpoint, or \"pull\" from its subscriptions."
  type        = string
  default     = "push"
  nullable    = false
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
  nullable    = false
  validation {
    condition     = var.response_delivery != "pull" || length(var.response_subscriptions) > 0
    error_message = "response_subscriptions must name at least one subscription when response_delivery is pull."
  }
}

variable "priority_carrier" {
  description = <<-EOT
    How Modigie takes a priority: "nowhere" (submissions with one are refused), "body", or "attribute:NAME". Ask
    Modigie.
  EOT
  type        = string
  default     = "nowhere"
  nullable    = false
}
