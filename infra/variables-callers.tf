# Callers of the gateway: who they may be, and from where they call.

locals {
  # allUsers and allAuthenticatedUsers are none of them: nobody lets everybody in by a slip.
  iam_member = "^(domain:[^@[:space:]]+|(serviceAccount|user|group):[^@[:space:]]+@[^@[:space:]]+|principal(Set)?://[^[:space:]]+)$"
}

variable "submitters" {
  description = <<-EOT
    Who may submit jobs over HTTP.
    Example: ["serviceAccount:crm@acme-crm-prod.iam.gserviceaccount.com", "group:revops@acme.com"].
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for member in var.submitters : can(regex(local.iam_member, member))])
    error_message = <<-EOT
      submitters must be IAM members such as serviceAccount:NAME@PROJECT.iam.gserviceaccount.com; for everybody set
      allow_unauthenticated.
    EOT
  }
}

variable "readers" {
  description = "Who may read jobs, in the same form as submitters."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for member in var.readers : can(regex(local.iam_member, member))])
    error_message = "readers must be IAM members, like submitters; for everybody set allow_unauthenticated."
  }
}

variable "operators" {
  description = <<-EOT
    Who may change what is there, in the same form as submitters: request jobs again, each of which is charged when it
    completes, one by one or many; hold a job type; read dead letters, and send them back in with other bytes; erase
    persons for good. SECURITY.md has all that they may do.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for member in var.operators : can(regex(local.iam_member, member))])
    error_message = "operators must be IAM members, like submitters; it is never open to everybody."
  }
}

variable "results_consumers" {
  description = <<-EOT
    Who takes results from the results subscription, in the same form as submitters. Empty: nobody, results expire there
    after a week, and no alert watches them.
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for member in var.results_consumers : can(regex(local.iam_member, member))])
    error_message = "results_consumers must be IAM members, like submitters."
  }
}

variable "allow_unauthenticated" {
  description = "Lets everybody submit and read. Only behind something of your own that authenticates."
  type        = bool
  default     = false
  nullable    = false
  validation {
    condition     = !var.allow_unauthenticated || var.api_ingress != "ALLOW_ALL" || var.allow_unauthenticated_from_internet
    error_message = <<-EOT
      allow_unauthenticated with api_ingress = "ALLOW_ALL" lets everybody on the internet spend your money and read your
      leads. Narrow api_ingress, or say that you mean it: allow_unauthenticated_from_internet = true.
    EOT
  }
}

variable "allow_unauthenticated_from_internet" {
  description = "Says that allow_unauthenticated is meant for the whole internet, with api_ingress = \"ALLOW_ALL\"."
  type        = bool
  default     = false
  nullable    = false
}

variable "api_ingress" {
  description = "From where submit-jobs, query-jobs and operate-jobs may be called."
  type        = string
  default     = "ALLOW_ALL"
  nullable    = false
  validation {
    condition     = contains(["ALLOW_ALL", "ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"], var.api_ingress)
    error_message = "api_ingress must be ALLOW_ALL, ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB."
  }
}

variable "public_url" {
  description = <<-EOT
    Address under which callers reach submit-jobs, query-jobs and operate-jobs together, such as a load balancer's.
    Empty: each has its own. Example: "https://gateway.acme.com".
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^(https://[^/?#@[:space:]]+(/[^?#[:space:]]*)?)?$", var.public_url))
    error_message = "public_url must be an address that begins with https:// and has no query."
  }
}

variable "push_authentication" {
  description = <<-EOT
    How functions that only Google or Modigie calls check their caller's token, which Cloud Run has checked before:
    "behind-iam" takes one whose signature Cloud Run has removed, "signature" takes none without. See docs/deploy.md.
  EOT
  type        = string
  default     = "behind-iam"
  nullable    = false
  validation {
    condition     = contains(["behind-iam", "signature"], var.push_authentication)
    error_message = "push_authentication must be behind-iam or signature."
  }
}
