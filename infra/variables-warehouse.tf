# Results in BigQuery: docs/warehouse.md.

variable "bigquery" {
  description = <<-EOT
    Keeps every result in BigQuery, in two datasets that Terraform makes: `dataset` without personal data, and
    `dataset`_personal with it. personal_days: how long personal data is kept there; facts_days: how long the rest is, 0 for
    good. readers and personal_readers may read the one and the other. null: none.
    Example: { dataset = "modigie", location = "EU", readers = ["group:analysts@acme.com"] }.
  EOT
  type = object({
    dataset          = string
    location         = string
    personal_days    = optional(number, 30)
    facts_days       = optional(number, 0)
    readers          = optional(list(string), [])
    personal_readers = optional(list(string), [])
  })
  default = null
  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_]{0,99}$", try(var.bigquery.dataset, "none")))
    error_message = <<-EOT
      bigquery: dataset must be 1 to 100 letters, digits and _, and begin with a letter, such as modigie: a name of its own,
      without its project; Terraform makes it.
    EOT
  }
  validation {
    condition     = can(regex("^(US|EU|[a-z]+-[a-z]+[0-9]+)$", try(var.bigquery.location, "EU")))
    error_message = "bigquery: location must be US, EU or a region such as europe-west1, for good."
  }
  validation {
    condition = try(alltrue([for days in [var.bigquery.personal_days - 1, var.bigquery.facts_days] :
      floor(days) == days && days >= 0 && days <= 36500
    ]), var.bigquery == null)
    error_message = <<-EOT
      bigquery: personal_days must be a whole number of days from 1, since personal data is kept for a time, and facts_days one
      from 0, which is for good.
    EOT
  }
  validation {
    condition = try(alltrue([for member in concat(var.bigquery.readers, var.bigquery.personal_readers) :
      can(regex(local.iam_member, member))
    ]), var.bigquery == null)
    error_message = "bigquery: readers and personal_readers must be IAM members, such as group:analysts@acme.com."
  }
  validation {
    condition = length(var.message_regions) == 0 || anytrue([
      contains(var.message_regions, try(var.bigquery.location, var.region)),
      try(var.bigquery.location, "") == "EU" && alltrue([for region in var.message_regions : startswith(region, "europe-")]),
      try(var.bigquery.location, "") == "US" && alltrue([for region in var.message_regions : startswith(region, "us-")]),
    ])
    error_message = <<-EOT
      bigquery: location must be where message_regions keep results, or results would leave those regions: one of them, EU where
      all are in europe, or US where all are in us.
    EOT
  }
  validation {
    condition     = var.kms_key == "" || try(var.bigquery.location, var.region) == var.region
    error_message = "bigquery: location must be the region of kms_key, which encrypts the tables, such as us-central1."
  }
  validation {
    condition = var.bigquery == null || (
      alltrue([for tag in keys(var.showback_tags) : can(regex("^[A-Za-z0-9_. -]+$", tag))]) &&
      length(distinct([for tag in keys(var.showback_tags) : local.tag_columns[tag]])) == length(var.showback_tags)
    )
    error_message = <<-EOT
      bigquery: each showback tag is a column of the views, such as tag_cost_center of cost-center: its name must be of letters,
      digits, blanks, _, . and -, and no two of showback_tags may come to the same column. Rename one of them.
    EOT
  }
}
