# Policy, budgets and teams of jobs; modules/settings checks them.

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

variable "teams" {
  description = <<-EOT
    Teams that see and request their own jobs alone: for each tag the e-mails of its callers, under * those of every
    team (docs/configuration.md, Teams). Example: { "team=emea" = ["ann@acme.com"], "*" = ["ops@acme.com"] }.
  EOT
  type        = map(list(string))
  default     = {}
  nullable    = false
  validation {
    condition     = length(var.teams) == 0 || !var.allow_unauthenticated
    error_message = "teams needs callers by name: a caller has a team by its e-mail; unset allow_unauthenticated."
  }
}
