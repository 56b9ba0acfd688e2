output "submit_url" {
  description = "Where the CRM may also submit jobs by HTTP: POST {submit_url}/v1/jobs."
  value       = module.gateway.submit_url
}

output "query_url" {
  description = "Where jobs are read."
  value       = module.gateway.query_url
}

output "operate_url" {
  description = "Where operators change what is there: jobs, operations, holds, dead letters, erasures."
  value       = module.gateway.operate_url
}

output "results_subscription" {
  description = "Where the CRM takes results from."
  value       = module.gateway.results_subscription
}

output "service_accounts" {
  description = "Every account of the gateway, for the organisation's list of those that may call outside."
  value       = module.gateway.service_accounts
}

# These three go to Modigie (docs/deploy.md).
output "push_endpoint" {
  description = "The endpoint of Modigie's push subscription."
  value       = module.gateway.push_endpoint
}

output "push_audience" {
  description = "The audience of its push tokens."
  value       = module.gateway.push_audience
}

output "impersonators" {
  description = "The accounts that act as the application account."
  value       = module.gateway.impersonators
}
