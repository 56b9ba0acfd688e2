# The policy of digests (docs/digest.md). shared/config/digest-variable.ts checks more, such as two fields of one name.

locals {
  digest_actions = ["set", "flag", "keep", "never"]
  digest_codes = {
    appendMobile     = ["appended", "unable_to_append"]
    appendLinkedIn   = ["from_input", "appended", "replaced", "unable_to_append"]
    verifyEmployment = ["verified", "changed", "unable_to_verify", "verified_elsewhere"]
    verifyMobile     = ["good_mobile", "no_good_mobile", "unable_to_verify"]
    email            = ["found", "undeliverable"]
  }
  digest_fields = {
    appendMobile     = ["mobile"]
    appendLinkedIn   = ["linkedIn"]
    verifyEmployment = ["title", "company", "verifiedOn", "employmentStatus", "leftOn", "newCompany", "newTitle"]
    verifyMobile     = ["mobileStatus", "mobileCheckedOn"]
    email            = ["email"]
  }
  digest_rule_names = flatten([for event, codes in local.digest_codes : [for code in codes : "${event}.${code}"]])
  digest_writable   = setsubtract(flatten(values(local.digest_fields)), ["company"])
}

variable "digest" {
  description = "JSON, or null for results without a digest."
  type        = string
  default     = null
  validation {
    condition     = var.digest == null ? true : can(keys(jsondecode(var.digest)))
    error_message = "digest must be a JSON object; {} is the default policy."
  }
  validation {
    condition     = length(setsubtract(try(keys(jsondecode(var.digest)), []), ["rules", "systems", "fields"])) == 0
    error_message = "digest may have rules, systems and fields, and nothing else."
  }
  validation {
    condition = !contains(try(keys(jsondecode(var.digest)), []), "systems") || try(
      can(keys(jsondecode(var.digest).systems)) &&
      alltrue([for name, crm in jsondecode(var.digest).systems : name != "" && contains(["hubspot", "salesforce"], crm)]),
      false,
    )
    error_message = "digest: systems must name the CRM of each objectSystem: hubspot or salesforce."
  }
  validation {
    condition = !contains(try(keys(jsondecode(var.digest)), []), "rules") || try(
      can(keys(jsondecode(var.digest).rules)) && alltrue(flatten([for name, fields in jsondecode(var.digest).rules : [
        contains(local.digest_rule_names, name) && can(keys(fields)),
        [for field, rule in fields : contains(local.digest_fields[split(".", name)[0]], field)],
      ]])),
      false,
    )
    error_message = "digest: each rule must be one of ${join(", ", local.digest_rule_names)}, and name fields of its own alone."
  }
  validation {
    condition = alltrue(flatten([for name, fields in try(jsondecode(var.digest).rules, {}) : [for field, rule in try(fields, {}) :
      try(contains(local.digest_actions, rule), false) || try(
        join(",", keys(rule)) == "empty,filled" && alltrue([for action in values(rule) : contains(local.digest_actions, action)]),
        false,
      )
    ]]))
    error_message = "digest: an action must be set, flag, keep or never, or {\"empty\":…,\"filled\":…} with two of them."
  }
  validation {
    condition = alltrue(flatten([for name, fields in try(jsondecode(var.digest).rules, {}) : [for field, rule in try(fields, {}) :
      field == "company" ? try(rule == "never", false) : true
    ]]))
    error_message = "digest: company must be never: its spelling differs, and it is a relation."
  }
  validation {
    condition = !contains(
      try(flatten([for rule in values(jsondecode(var.digest).rules["email.undeliverable"]) : try(values(rule), [rule])]), []),
      "set",
    )
    error_message = "digest: email.undeliverable must be flag, keep or never: an address without delivery is not written."
  }
  validation {
    condition = !contains(try(keys(jsondecode(var.digest)), []), "fields") || try(
      length(setsubtract(keys(jsondecode(var.digest).fields), ["hubspot", "salesforce"])) == 0 &&
      alltrue(flatten([for crm, names in jsondecode(var.digest).fields : [can(keys(names)), [for field, name in names :
        contains(local.digest_writable, field) && (name == null ? true : can(regex(
          crm == "hubspot" ? "^[a-z][a-z0-9_]{0,99}$" : "^[A-Za-z][A-Za-z0-9_]{0,79}$", name
        ))) && !can(regex("^(?i:id|attributes|company|accountid|associatedcompanyid|hs_object_id)$", coalesce(name, "-")))
      ]]])),
      false,
    )
    error_message = "digest: fields must have, by CRM, the name of each field in it, or null where there is none."
  }
}
