# The log, and the people whom alerts reach.

variable "log_level" {
  description = "Least severity that is logged. The alerts rejected and sweep-behind need INFO."
  type        = string
  default     = "INFO"
  nullable    = false
}

variable "alert_emails" {
  description = <<-EOT
    E-mail addresses that alerts reach. They or notification_channels must name somebody. Example: ["oncall@acme.com"].
  EOT
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$", address))])
    error_message = "alert_emails must hold e-mail addresses such as oncall@acme.com."
  }
  validation {
    condition     = length(var.alert_emails) + length(var.notification_channels) > 0
    error_message = <<-EOT
      alert_emails must name at least one address, or notification_channels a channel: otherwise alerts reach nobody.
    EOT
  }
}

variable "notification_channels" {
  description = <<-EOT
    Full names of Cloud Monitoring channels that alerts go to, too, such as one to a pager.
    Example: ["projects/acme-crm-prod/notificationChannels/123"].
  EOT
  type        = list(string)
  default     = []
  nullable    = false
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
  nullable    = false
  validation {
    condition     = var.rejected_share > 0 && var.rejected_share < 1
    error_message = "rejected_share must lie between 0 and 1, such as 0.05."
  }
}
