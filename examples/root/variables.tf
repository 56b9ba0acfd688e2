variable "project_id" {
  description = "The Google Cloud project to deploy into. Example: \"acme-crm-prod\"."
  type        = string
}

variable "alert_emails" {
  description = "Whom alerts reach. Example: [\"oncall@acme.example\"]."
  type        = list(string)
}

variable "bundles_dir" {
  description = "Folder of a release's bundles; empty: those that `npm run build` writes in this repository."
  type        = string
  default     = ""
}
