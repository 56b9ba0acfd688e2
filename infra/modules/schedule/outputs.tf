output "cron" {
  description = "The schedule, checked."
  value       = var.cron
}

output "longest_gap_minutes" {
  description = "How long it is from one run to the next at most."
  value       = local.gap_minutes
  precondition {
    condition     = local.gap_minutes <= 12 * 60
    error_message = "sweep_schedule must run every twelve hours at least: Cloud Monitoring looks back one day, not longer."
  }
}
