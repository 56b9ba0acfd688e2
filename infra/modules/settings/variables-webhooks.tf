# Settings of webhooks; as those of variables.tf. The name of a secret is none of them: the function is told the file.

locals {
  # Of a job to which nothing more happens.
  result_statuses = [
    "completed", "rejected", "failed", "canceled",
    "refused", "withdrawn", "discarded", "unanswered", "erased", "over-budget", "reused",
  ]
}

variable "webhooks" {
  type = list(object({
    name      = string
    url       = string
    statuses  = optional(list(string), [])
    job_types = optional(list(string), [])
    tags      = optional(list(string), [])
    payload   = optional(string, "full")
  }))
  default = []
  validation {
    condition     = length(var.webhooks) <= 10
    error_message = "webhooks: ten at most. Post to one address of your own, and pass results on from there."
  }
  validation {
    condition = alltrue([for webhook in var.webhooks :
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", webhook.name)) && length(webhook.name) <= 30
    ])
    error_message = <<-EOT
      webhooks: each name must be 1 to 30 characters, words of a-z and 0-9 with hyphens between them, a letter first, such as
      crm or data-lake.
    EOT
  }
  validation {
    condition     = length(distinct(var.webhooks[*].name)) == length(var.webhooks)
    error_message = "webhooks: each must have a name of its own."
  }
  validation {
    # A password would be in the state and in every plan; what is behind a # is never sent.
    condition = alltrue([for webhook in var.webhooks :
      can(regex("^https://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]+)?([/?][^#[:space:]]*)?$", webhook.url)) &&
      length(webhook.url) <= 2048
    ])
    error_message = <<-EOT
      webhooks: each url must be an https address of 2048 characters at most, such as https://crm.acme.com/hook, without a
      user name, a password or a #. The signature tells the receiver who posts.
    EOT
  }
  validation {
    condition = alltrue([for webhook in var.webhooks : try(
      anytrue([for port in [tonumber(regex("^https://[^/?#]*:([0-9]+)(?:[/?].*)?$", webhook.url)[0])] :
        port == 443 || (port > 1023 && port <= 65535)
      ]),
      true,
    )])
    error_message = "webhooks: each url must have port 443, or one from 1024 to 65535."
  }
  validation {
    condition     = alltrue([for webhook in var.webhooks : length(setsubtract(webhook.statuses, local.result_statuses)) == 0])
    error_message = <<-EOT
      webhooks: statuses must be statuses of results: completed, rejected, failed, canceled, refused, withdrawn, discarded,
      unanswered, erased, over-budget, reused. Empty: all of them.
    EOT
  }
  validation {
    condition     = alltrue(flatten([for webhook in var.webhooks : [for tag in webhook.tags : can(regex("^[^=]+=", tag))]]))
    error_message = "webhooks: each of tags must be written as name=value, such as team=emea. Empty: whatever the tags are."
  }
  validation {
    condition = alltrue(flatten([for webhook in var.webhooks :
      [for type in webhook.job_types : length(type) >= 1 && length(type) <= 100]
    ]))
    error_message = "webhooks: job_types must be names of 1 to 100 characters. Empty: all job types."
  }
  validation {
    condition = alltrue(flatten([for webhook in var.webhooks :
      [for values in [webhook.statuses, webhook.job_types, webhook.tags] : length(values) <= 20]
    ]))
    error_message = "webhooks: statuses, job_types and tags take 20 values each. Empty: all of them."
  }
  validation {
    condition     = alltrue([for webhook in var.webhooks : contains(["full", "thin"], webhook.payload)])
    error_message = "webhooks: payload must be full, or thin: its IDs, status and event codes, without any personal data."
  }
}

variable "webhook_allow_private" {
  type    = list(string)
  default = []
  validation {
    condition = alltrue([for range in var.webhook_allow_private : try(
      cidrhost(range, 0) == cidrhost(join("/", [split("/", range)[0], strcontains(range, ":") ? "128" : "32"]), 0),
      false,
    )])
    error_message = <<-EOT
      webhook_allow_private must hold ranges of addresses such as 10.1.0.0/16 or fd00:1::/32, whose host bits are zero.
    EOT
  }
}
