variable "project_id" {
  description = "The Google Cloud project to deploy into. Example: \"acme-crm-prod\"."
  type        = string
}

variable "notification_channels" {
  description = "Full names of the Cloud Monitoring channels that alerts go to."
  type        = list(string)
  default     = []
}
