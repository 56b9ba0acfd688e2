# As much as fits into the environment of a function, and more.

variables {
  repository_id          = "acme-production"
  job_types              = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  response_subscriptions = []
  priority_carrier       = "nowhere"
  policy                 = "{}"
  showback_tags          = {}
  budgets                = []
  prices                 = {}
  reuse                  = {}
  dispatch_rate          = {}
  breaker                = {}
  teams                  = {}
  log_level              = "INFO"
}

run "ten_webhooks_fit" {
  command = plan
  variables {
    webhooks = [for i in range(10) : {
      name      = "webhook-of-thirty-characters-${i}"
      url       = "https://hooks.acme.com/${join("", [for n in range(500) : "x"])}"
      job_types = [for n in range(20) : "enrichMobileOfAcme${n}"]
      tags      = [for n in range(20) : "cost-center=${n + 47110000}"]
    }]
  }

  assert {
    condition     = length(jsondecode(output.webhooks["WEBHOOKS"])) == 10
    error_message = "The function is told of all of them."
  }
}

run "webhooks_of_long_tags" {
  command = plan
  variables {
    webhooks = [for i in range(10) : {
      name = "crm-${i}"
      url  = "https://hooks.acme.com/${i}"
      tags = [for n in range(20) : "team=${join("", [for m in range(150) : "x"])}${n}"]
    }]
  }
  expect_failures = [output.webhooks]
}

run "teams_of_many" {
  command = plan
  variables {
    teams = { "team=emea" = [for n in range(1000) : "somebody-with-a-name-${n}@acme.com"] }
  }
  expect_failures = [output.environment, output.webhooks]
}
