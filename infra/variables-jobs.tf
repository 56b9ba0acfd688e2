# Policy and budgets of jobs; modules/settings checks them.

variable "policy" {
  description = <<-EOT
    JSON: what is different from the default policy (docs/configuration.md). Example: "{\"maxAttempts\":2}".
  EOT
  type        = string
  default     = "{}"
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
}
