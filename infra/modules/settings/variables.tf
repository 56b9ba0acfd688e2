# Settings that the functions are told. They check them once more when they start (shared/config), and refuse and take
# the same: test/infra/same-checks.test.ts has the code check the values of this module's tests. The variables of
# infra/, which a person sets, say what each means.

locals {
  # The fields that a job type may require.
  fields = ["firstName", "lastName", "company", "email", "businessEmail", "phone", "linkedInUrl"]
}

variable "repository_id" {
  type = string
  validation {
    condition     = can(regex("^[A-Za-z0-9._~-]{1,128}$", var.repository_id)) && !contains([".", ".."], var.repository_id)
    error_message = "repository_id must be 1 to 128 letters, digits and . _ ~ -, as onboarding gives it."
  }
}

variable "job_types" {
  type = map(object({
    topic    = string
    requires = optional(string)
  }))
  validation {
    condition     = length(var.job_types) > 0
    error_message = "job_types must name at least one job type."
  }
  validation {
    condition = alltrue([for type in values(var.job_types) :
      can(regex("^projects/[^/[:space:]]+/topics/[^/[:space:]]+$", type.topic))
    ])
    error_message = "job_types: each topic must be a full name, projects/PROJECT/topics/TOPIC, as onboarding gives it."
  }
  validation {
    condition = alltrue([for type in values(var.job_types) : type.requires == null || try(
      !can(keys(jsondecode(type.requires))) && alltrue([for needed in jsondecode(type.requires) : can(keys(needed)) ? (
        keys(needed) == ["anyOf"] && length(needed.anyOf) > 0 && !can(keys(needed.anyOf)) &&
        alltrue([for fields in needed.anyOf : length(fields) > 0 && length(setsubtract(fields, local.fields)) == 0])
      ) : contains(local.fields, needed)]),
      false,
    )])
    error_message = <<-EOT
      job_types: requires must be a JSON list of firstName, lastName, company, email, businessEmail, phone, linkedInUrl, or
      of alternatives. Example: "[{\"anyOf\":[[\"firstName\",\"lastName\"],[\"linkedInUrl\"]]},\"company\"]".
    EOT
  }
  validation {
    condition     = alltrue([for name in keys(var.job_types) : name != ""])
    error_message = "job_types: a job type must have a name."
  }
}

variable "response_subscriptions" {
  type = list(string)
  validation {
    condition = alltrue([for name in var.response_subscriptions :
      can(regex("^projects/[^/[:space:]]+/subscriptions/[^/[:space:]]+$", name))
    ])
    error_message = "response_subscriptions must hold full names, projects/PROJECT/subscriptions/SUBSCRIPTION."
  }
}

variable "priority_carrier" {
  type = string
  validation {
    condition     = can(regex("^(nowhere|body|attribute:[A-Za-z0-9_.-]{1,256})$", var.priority_carrier))
    error_message = "priority_carrier must be nowhere, body, or attribute:NAME."
  }
  validation {
    condition     = !can(regex("(?i)^attribute:(modigieJobRequestId$|modigieJobExpireAfter$|goog)", var.priority_carrier))
    error_message = <<-EOT
      priority_carrier must name an attribute of its own: not modigieJobRequestId or modigieJobExpireAfter, and none that
      begins with goog, which Pub/Sub refuses.
    EOT
  }
}

variable "policy" {
  type = string
  validation {
    condition     = can(keys(jsondecode(var.policy)))
    error_message = "policy must be a JSON object."
  }
  validation {
    condition = length(setsubtract(try(keys(jsondecode(var.policy)), []), [
      "maxAttempts", "retries", "silence", "giveUpMs", "grace", "retentionMs", "tracking",
    ])) == 0
    error_message = <<-EOT
      policy may have maxAttempts, retries, silence, giveUpMs, grace, retentionMs and tracking, and nothing else.
    EOT
  }
  validation {
    condition = alltrue([for name, bounds in {
      maxAttempts = [1, 10]
      giveUpMs    = [1, 9007199254740991]
      retentionMs = [0, 9007199254740991]
      } : try(
      floor(jsondecode(var.policy)[name]) == jsondecode(var.policy)[name] &&
      jsondecode(var.policy)[name] >= bounds[0] && jsondecode(var.policy)[name] <= bounds[1],
      !contains(try(keys(jsondecode(var.policy)), []), name),
    )])
    error_message = <<-EOT
      policy: maxAttempts must be a whole number from 1 to 10, giveUpMs one from 1, retentionMs one from 0.
    EOT
  }
  validation {
    condition = alltrue([for backoff in concat(
      [for name in ["silence", "grace"] : jsondecode(var.policy)[name] if contains(try(keys(jsondecode(var.policy)), []), name)],
      try([for retry in jsondecode(var.policy).retries : try(retry.backoff, null)], []),
      ) : try(
      keys(backoff) == ["baseMs", "capMs"] &&
      alltrue([for ms in values(backoff) : floor(ms) == ms && ms >= 1 && ms <= 9007199254740991]),
      false,
    )])
    error_message = <<-EOT
      policy: silence, grace and the backoff of each retry must be {"baseMs":…,"capMs":…}, both whole numbers from 1.
    EOT
  }
  validation {
    condition = try(
      !can(keys(jsondecode(var.policy).retries)) && alltrue([for retry in jsondecode(var.policy).retries :
        keys(retry) == ["backoff", "reasonTypes", "status"] && contains(["failed", "canceled"], retry.status) &&
        (retry.reasonTypes == "any" || try(
          !can(keys(retry.reasonTypes)) && alltrue([for type in retry.reasonTypes : type == tostring(type) && length(type) > 0]),
          false,
        ))
      ]),
      !contains(try(keys(jsondecode(var.policy)), []), "retries"),
    )
    error_message = <<-EOT
      policy: each of retries must have a status (failed or canceled: nothing else may be sent again), reasonTypes ("any",
      or a list of names) and a backoff.
    EOT
  }
  validation {
    condition = try(
      contains(["every-status", "endings-only"], jsondecode(var.policy).tracking),
      !contains(try(keys(jsondecode(var.policy)), []), "tracking"),
    )
    error_message = "policy: tracking must be every-status or endings-only."
  }
}

variable "breaker" {
  type = map(object({
    window        = optional(number, 200)
    min           = optional(number)
    rejectedShare = optional(number)
    discards      = optional(number)
    misconfigured = optional(number)
  }))
  validation {
    condition = alltrue(flatten([for rule in values(var.breaker) :
      [for count in [rule.window, coalesce(rule.min, 1), coalesce(rule.discards, 1), coalesce(rule.misconfigured, 1)] :
        count >= 1 && count <= 10000 && floor(count) == count
      ]
    ]))
    error_message = "breaker: window, min, discards and misconfigured must be whole numbers from 1 to 10000."
  }
  validation {
    condition = alltrue([for rule in values(var.breaker) :
      coalesce(rule.rejectedShare, 1) > 0 && coalesce(rule.rejectedShare, 1) <= 1
    ])
    error_message = "breaker: rejectedShare must be above 0 and at most 1."
  }
  validation {
    condition = alltrue([for rule in values(var.breaker) :
      rule.rejectedShare != null || rule.discards != null || rule.misconfigured != null
    ])
    error_message = "breaker: a rule without rejectedShare, discards and misconfigured never trips; give one of them."
  }
  # Where a share is taken, min is 50 unless it is given.
  validation {
    condition = alltrue([for rule in values(var.breaker) :
      max(
        coalesce(rule.min, rule.rejectedShare == null ? 1 : 50),
        coalesce(rule.discards, 1),
        coalesce(rule.misconfigured, 1),
      ) <= rule.window
    ])
    error_message = "breaker: min, discards and misconfigured must not be above window; so many are never looked at."
  }
  validation {
    condition     = alltrue([for name in keys(var.breaker) : contains(keys(var.job_types), name)])
    error_message = "breaker: each name must be one of job_types."
  }
}

variable "teams" {
  type = map(list(string))
  validation {
    condition     = alltrue([for team in keys(var.teams) : team == "*" || can(regex("^[^=]+=.", team))])
    error_message = "teams: each must be a tag, name=value, or * for every team."
  }
  validation {
    condition     = alltrue([for email in flatten(values(var.teams)) : can(regex("^[^@[:space:]]+@[^@[:space:]]+$", email))])
    error_message = "teams: each member must be the e-mail address of a person or a service account."
  }
  validation {
    condition     = length(distinct([for email in flatten(values(var.teams)) : lower(email)])) == length(flatten(values(var.teams)))
    error_message = "teams: a caller has one team, or * for every team; one is there twice."
  }
  validation {
    condition     = length(var.teams) == 0 || length(setsubtract(keys(var.teams), ["*"])) > 0
    error_message = "teams must have a team besides *: name its tag, or leave teams out."
  }
}

variable "log_level" {
  type = string
  validation {
    condition     = contains(["DEBUG", "INFO", "NOTICE", "WARNING", "ERROR"], var.log_level)
    error_message = "log_level must be DEBUG, INFO, NOTICE, WARNING or ERROR: above it nothing is logged, and no alert raised."
  }
}
