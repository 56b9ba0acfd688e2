# Values of dispatch rates, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "dispatch_rate_taken_1" {
  command = plan
  variables {
    dispatch_rate = {}
  }
}

run "dispatch_rate_taken_2" {
  command = plan
  variables {
    dispatch_rate = { "enrichMobile" : 2.5 }
  }
}

run "dispatch_rate_taken_3" {
  command = plan
  variables {
    dispatch_rate = { "enrichMobile" : 0.001 }
  }
}

run "dispatch_rate_refused_1" {
  command = plan
  variables {
    dispatch_rate = { "enrichMobile" : 0 }
  }
  expect_failures = [var.dispatch_rate]
}

run "dispatch_rate_refused_2" {
  command = plan
  variables {
    dispatch_rate = { "enrichMobile" : -1 }
  }
  expect_failures = [var.dispatch_rate]
}

# The functions know no such rule: they cannot tell a job type that is not configured from one that is misspelt.
run "dispatch_rate_of_no_job_type" {
  command = plan
  variables {
    dispatch_rate = { "enrichMobil" : 1 }
  }
  expect_failures = [var.dispatch_rate]
}
