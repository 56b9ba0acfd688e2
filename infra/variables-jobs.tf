# Policy, digest, breaker and teams of jobs; modules/settings checks them.

variable "policy" {
  description = <<-EOT
    What is different from the default policy (docs/configuration.md), as an object or as its JSON.
    Example: { maxAttempts = 2 }.
  EOT
  type        = any
  default     = {}
  nullable    = false
}

variable "digest" {
  description = <<-EOT
    What becomes of completed jobs, as an object or as its JSON (docs/digest.md): results carry facts, decisions and
    patches for a CRM. {} is the default policy; null is no digest.
    Example: { systems = { crm = "hubspot" } }.
  EOT
  type        = any
  default     = null
}

variable "breaker" {
  description = <<-EOT
    By job type, when the gateway holds it by itself, until a person releases it. Off for those that are left out.
    Example: { enrichMobile = { rejectedShare = 0.5, discards = 3, misconfigured = 3 } }.
  EOT
  type = map(object({
    window        = optional(number, 200)
    min           = optional(number)
    rejectedShare = optional(number)
    discards      = optional(number)
    misconfigured = optional(number)
  }))
  default  = {}
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
