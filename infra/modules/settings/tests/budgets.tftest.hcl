# Values of budgets, in JSON. test/infra/same-checks.test.ts has the code check them, too.

variables {
  repository_id          = "acme-production"
  job_types              = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  response_subscriptions = []
  priority_carrier       = "nowhere"
  policy                 = "{}"
  budgets                = []
  breaker                = {}
  teams                  = {}
  log_level              = "INFO"
}

run "budgets_taken_1" {
  command = plan
  variables {
    budgets = []
  }
}

run "budgets_taken_2" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 0 }]
  }
}

run "budgets_taken_3" {
  command = plan
  variables {
    budgets = [{ "name" : "emea_2-x", "tag" : "team=emea", "jobType" : "enrichMobile", "per" : "month", "limit" : 1000 }]
  }
}

run "budgets_taken_4" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 1 }, { "name" : "b", "per" : "day", "limit" : 1 }]
  }
}

run "budgets_refused_1" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "week", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_2" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : -1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_3" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 1.5 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_4" {
  command = plan
  variables {
    budgets = [{ "name" : "a b", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_5" {
  command = plan
  variables {
    budgets = [{ "name" : "", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_6" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 1 }, { "name" : "a", "per" : "month", "limit" : 9 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_7" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "tag" : "t", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_8" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "jobType" : "", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_9" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "tag" : "team=", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_10" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "tag" : "=emea", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}
