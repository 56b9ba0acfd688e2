# Counting, budgets, prices and reuse of jobs (docs/configuration.md, Money); modules/settings checks them.

variable "showback_tags" {
  description = <<-EOT
    The tags by whose values jobs are counted: 4 at most, and 500 values. Any other value counts as "other".
    Example: { "team" = ["emea", "apac"], "cost-center" = ["4711"] }.
  EOT
  type        = map(list(string))
  default     = {}
  nullable    = false
}

variable "budgets" {
  description = <<-EOT
    Limits held to before sending; a tag has to be a value of showback_tags.
    Example: [{ name = "emea", tag = "team=emea", per = "month", limit = 1000, warnAt = [0.8], at = "hold" }].
  EOT
  type = list(object({
    name    = string
    tag     = optional(string)
    jobType = optional(string)
    per     = string
    limit   = number
    warnAt  = optional(list(number))
    at      = optional(string)
  }))
  default  = []
  nullable = false
}

variable "prices" {
  description = <<-EOT
    What a completed job of each type costs, each price from a day on (UTC); all in one currency.
    Example: { enrichMobile = [{ amount = "0.40", currency = "USD", from = "2026-01-01" }] }.
  EOT
  type = map(list(object({
    amount   = string
    currency = string
    from     = optional(string, "1970-01-01")
  })))
  default  = {}
  nullable = false
}

variable "reuse" {
  description = <<-EOT
    By job type, how many days an answer serves later leads that are the same person, by LinkedIn user or e-mail.
    It needs person_peppers_secret, and no more days than the policy's retentionMs.
    Example: { enrichMobile = { days = 30, by = ["linkedin", "email"] } }.
  EOT
  type = map(object({
    days = number
    by   = optional(list(string))
  }))
  default  = {}
  nullable = false
  validation {
    condition     = length(var.reuse) == 0 || var.person_peppers_secret != ""
    error_message = "reuse needs person_peppers_secret: no person is found again without it; set it, or leave reuse out."
  }
}

variable "dispatch_rate" {
  description = "Jobs of each type that go out in a second, for forecasts. Example: { enrichMobile = 2.5 }."
  type        = map(number)
  default     = {}
  nullable    = false
}
