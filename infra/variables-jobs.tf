# Policy and budgets of jobs; modules/settings checks them.

variable "policy" {
  description = <<-EOT
    What is different from the default policy (docs/configuration.md), as an object or as its JSON.
    Example: { maxAttempts = 2 }.
  EOT
  type        = any
  default     = {}
  nullable    = false
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
  default  = []
  nullable = false
}
