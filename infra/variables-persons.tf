# Finding the records of a person, so that they can be erased: docs/privacy.md.

variable "person_peppers_secret" {
  description = <<-EOT
    ID of a Secret Manager secret in this project with which the persons in records are keyed, so that they can be found by
    e-mail address, LinkedIn URL or number, and erased: docs/privacy.md. Empty (the default): by request ID alone. Example:
    "modigie-gateway-peppers".
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{0,255}$", var.person_peppers_secret))
    error_message = "person_peppers_secret must be the secret's ID alone, not its full name or its content."
  }
}

variable "person_peppers_version" {
  description = <<-EOT
    Version of that secret. A number, once you change it: another number makes revisions that read it. Example: "2".
  EOT
  type        = string
  default     = "latest"
  nullable    = false
  validation {
    condition     = can(regex("^(latest|[1-9][0-9]*)$", var.person_peppers_version))
    error_message = "person_peppers_version must be latest or the number of a version, such as \"2\"."
  }
  validation {
    condition     = var.person_peppers_version == "latest" || var.person_peppers_secret != ""
    error_message = "person_peppers_version is the version of a secret: name it in person_peppers_secret."
  }
}
