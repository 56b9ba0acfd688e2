# Settings that money depends on; as those of variables.tf.

locals {
  # Each value that jobs are counted by: any other value of a tag counts as other.
  dimensions = flatten([for name, values in var.showback_tags : [for value in concat(values, ["other"]) : "${name}=${value}"]])
  # Of the default policy.
  retention_ms = try(jsondecode(var.policy).retentionMs, 2592000000)
}

variable "showback_tags" {
  type = map(list(string))
  validation {
    condition     = alltrue([for name in keys(var.showback_tags) : can(regex("^[^=|,\\p{Cc}]{1,64}$", name))])
    error_message = "showback_tags: a tag's name must be 1 to 64 characters, none of them =, |, a comma or a control character."
  }
  validation {
    condition     = length(setintersection(keys(var.showback_tags), ["day", "jobType"])) == 0
    error_message = "showback_tags: a tag must not be named day or jobType, by which usage is told apart; name it otherwise."
  }
  validation {
    condition     = alltrue([for value in flatten(values(var.showback_tags)) : can(regex("^[^|\\p{Cc}]{1,100}$", value))])
    error_message = "showback_tags: each value must be 1 to 100 characters, none of them | or a control character."
  }
  validation {
    condition     = alltrue([for values in values(var.showback_tags) : length(values) > 0])
    error_message = "showback_tags: each tag must list a value at least, or no job is counted by it; leave the tag out."
  }
  validation {
    condition     = length(var.showback_tags) <= 4 && length(flatten(values(var.showback_tags))) <= 500
    error_message = "showback_tags takes at most 4 tags, and 500 values of all together; leave out small ones."
  }
}

variable "budgets" {
  type = list(object({
    name    = string
    tag     = optional(string)
    jobType = optional(string)
    per     = string
    limit   = number
    warnAt  = optional(list(number))
    at      = optional(string)
  }))
  validation {
    condition = alltrue([for budget in var.budgets :
      contains(["day", "month"], budget.per) &&
      budget.limit >= 0 && floor(budget.limit) == budget.limit && budget.limit <= 9007199254740991
    ])
    error_message = "budgets: per must be day or month, and limit a whole number from 0."
  }
  validation {
    condition     = alltrue([for budget in var.budgets : can(regex("^[A-Za-z0-9_-]{1,64}$", budget.name))])
    error_message = "budgets: name must be 1 to 64 letters, digits, _ or -."
  }
  validation {
    condition = alltrue([for budget in var.budgets :
      (budget.tag == null || can(regex("^[^=]+=.+$", budget.tag))) &&
      (budget.jobType == null || contains(keys(var.job_types), coalesce(budget.jobType, "-")))
    ])
    error_message = <<-EOT
      budgets: tag must be name=value, and jobType one of job_types; leave out what does not narrow the budget.
    EOT
  }
  validation {
    condition     = alltrue([for budget in var.budgets : budget.tag == null ? true : contains(local.dimensions, budget.tag)])
    error_message = <<-EOT
      budgets: tag must be a value of showback_tags, or the budget would never count. Add the value to its tag there, such as
      { "team" = ["emea"] } for team=emea, or leave tag out of the budget.
    EOT
  }
  validation {
    condition     = length(distinct(var.budgets[*].name)) == length(var.budgets)
    error_message = "budgets: two have one name, and could not be told apart; rename one."
  }
  validation {
    condition = alltrue([for budget in var.budgets :
      length(coalesce(budget.warnAt, [1])) <= 10 && alltrue([for share in coalesce(budget.warnAt, [1]) : share > 0 && share <= 1])
    ])
    error_message = "budgets: warnAt must list at most 10 shares, each above 0 and at most 1."
  }
  validation {
    condition     = alltrue([for budget in var.budgets : budget.at == null ? true : contains(["reject", "hold"], budget.at)])
    error_message = "budgets: at must be reject or hold."
  }
}

variable "prices" {
  type = map(list(object({
    amount   = string
    currency = string
    from     = optional(string, "1970-01-01")
  })))
  validation {
    condition     = alltrue([for job_type, prices in var.prices : job_type != "" && length(prices) > 0])
    error_message = "prices: a job type must have a name and a price; leave out one without."
  }
  validation {
    condition = alltrue([for price in flatten(values(var.prices)) :
      can(regex("^(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?$", price.amount))
    ])
    error_message = <<-EOT
      prices: amount must be a string such as "0.40", with at most 9 digits before the point and 6 after it.
    EOT
  }
  validation {
    condition     = alltrue([for price in flatten(values(var.prices)) : can(regex("^[A-Z]{3}$", price.currency))])
    error_message = "prices: currency must be three capital letters of ISO 4217, such as USD."
  }
  validation {
    condition     = length(distinct(flatten(values(var.prices))[*].currency)) <= 1
    error_message = "prices: all must be in one currency: amounts in two do not add up."
  }
  validation {
    condition = alltrue([for price in flatten(values(var.prices)) :
      try(formatdate("YYYY-MM-DD", "${price.from}T00:00:00Z") == price.from, false)
    ])
    error_message = "prices: from must be a day such as 2026-01-01, the first on which the price holds."
  }
  validation {
    condition     = alltrue([for prices in values(var.prices) : length(distinct(prices[*].from)) == length(prices)])
    error_message = "prices: two of one job type are from one day; give each the day from which it holds."
  }
}

variable "reuse" {
  type = map(object({
    days = number
    by   = optional(list(string))
  }))
  validation {
    condition     = alltrue([for rule in values(var.reuse) : rule.days >= 1 && floor(rule.days) == rule.days])
    error_message = "reuse: days must be a whole number from 1."
  }
  validation {
    condition = alltrue([for rule in values(var.reuse) :
      rule.by == null ? true : length(rule.by) > 0 && length(setsubtract(rule.by, ["linkedin", "email"])) == 0
    ])
    error_message = "reuse: by must list linkedin, email or both; leave it out for both."
  }
  validation {
    condition     = alltrue([for rule in values(var.reuse) : rule.days * 86400000 <= local.retention_ms])
    error_message = <<-EOT
      reuse: days must not be longer than retentionMs of policy (30 days by default), after which no answer is left; lower
      days, or raise retentionMs.
    EOT
  }
  validation {
    condition     = alltrue([for name in keys(var.reuse) : contains(keys(var.job_types), name)])
    error_message = "reuse: each name must be one of job_types."
  }
}

variable "dispatch_rate" {
  type = map(number)
  validation {
    condition     = alltrue([for rate in values(var.dispatch_rate) : rate > 0])
    error_message = "dispatch_rate: each must be a number above 0: jobs per second, such as 2.5."
  }
  validation {
    condition     = alltrue([for name in keys(var.dispatch_rate) : contains(keys(var.job_types), name)])
    error_message = "dispatch_rate: each name must be one of job_types."
  }
}
