output "submit_url" {
  description = "Where the CRM may also submit jobs by HTTP: POST {submit_url}/v1/jobs."
  value       = module.gateway.submit_url
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
