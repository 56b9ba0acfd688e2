# Webhooks: results that are posted to the company's own addresses. docs/webhooks.md.

variable "webhooks" {
  description = <<-EOT
    Where results are posted, ten at most: name (lower-case words joined by hyphens), url (https), and secret, the ID of the
    Secret Manager secret in this project that signs. Results are chosen by status, job type and tag, each empty for all;
    payload is "full", or "thin" without the job. Empty: there is no function for it.
    Example: [{ name = "crm", url = "https://crm.acme.com/hook", secret = "modigie-webhook-crm", statuses = ["completed"] }].
  EOT
  type = list(object({
    name      = string
    url       = string
    secret    = string
    statuses  = optional(list(string), [])
    job_types = optional(list(string), [])
    tags      = optional(list(string), [])
    payload   = optional(string, "full")
  }))
  default  = []
  nullable = false
  validation {
    condition     = alltrue([for webhook in var.webhooks : can(regex("^[A-Za-z0-9_-]{1,255}$", webhook.secret))])
    error_message = <<-EOT
      webhooks: each secret must be the ID alone of a Secret Manager secret in this project, such as modigie-webhook-crm; not
      its full name, and never its content.
    EOT
  }
  validation {
    condition = alltrue(flatten([for webhook in var.webhooks :
      [for type in webhook.job_types : contains(keys(var.job_types), type)]
    ]))
    error_message = "webhooks: job_types must be names of job_types: no result is ever of another type. Empty: all of them."
  }
}

variable "webhook_egress" {
  description = <<-EOT
    How webhooks leave, where the internet does not do: connector is the full name of a Serverless VPC Access connector in the
    region, all_traffic sends everything through it (for an address of your own behind Cloud NAT) instead of private
    addresses alone. Private addresses are refused but for those in allow_private.
    Example: { connector = "projects/acme-net/locations/us-central1/connectors/gateway", allow_private = ["10.1.0.0/16"] }.
  EOT
  type = object({
    connector     = optional(string, "")
    all_traffic   = optional(bool, false)
    allow_private = optional(list(string), [])
  })
  default  = {}
  nullable = false
  validation {
    condition = var.webhook_egress.connector == "" || can(
      regex("^projects/[^/[:space:]]+/locations/${var.region}/connectors/[a-z][a-z0-9-]*$", var.webhook_egress.connector)
    )
    error_message = <<-EOT
      webhook_egress: connector must be the full name of a connector in the region of the functions,
      projects/PROJECT/locations/REGION/connectors/NAME.
    EOT
  }
  validation {
    condition     = var.webhook_egress.connector != "" || !var.webhook_egress.all_traffic
    error_message = "webhook_egress: all_traffic goes through a connector: name it in connector."
  }
  validation {
    condition     = var.webhook_egress.connector != "" || length(var.webhook_egress.allow_private) == 0
    error_message = "webhook_egress: addresses of allow_private are reached through a connector: name it in connector."
  }
  validation {
    # Never what is of Google itself or of the instance: 169.254.0.0/16 has the metadata server, and its tokens.
    condition = alltrue([for range in var.webhook_egress.allow_private : anytrue([for private in [
      "^10\\.[0-9.]+/(?:[89]|[12][0-9]|3[0-2])$",
      "^172\\.(?:1[6-9]|2[0-9]|3[01])\\.[0-9.]+/(?:1[2-9]|2[0-9]|3[0-2])$",
      "^192\\.168\\.[0-9.]+/(?:1[6-9]|2[0-9]|3[0-2])$",
      "^100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.[0-9.]+/(?:1[0-9]|2[0-9]|3[0-2])$",
      "^(?i:f[cd][0-9a-f]{2}):[0-9A-Fa-f:]+/(?:[7-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$",
    ] : can(regex(private, range))])])
    error_message = <<-EOT
      webhook_egress: allow_private must hold CIDR ranges within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or
      fc00::/7, such as 10.1.0.0/16.
    EOT
  }
}
