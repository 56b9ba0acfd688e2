# Values of budgets, in JSON. test/infra/same-checks.test.ts has the code check them, too.

variables {
  repository_id          = "acme-production"
  job_types              = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  response_subscriptions = []
  priority_carrier       = "nowhere"
  policy                 = "{}"
  showback_tags          = { team = ["emea"] }
  budgets                = []
  prices                 = {}
  reuse                  = {}
  dispatch_rate          = {}
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

run "budgets_taken_5" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "tag" : "team=other", "per" : "day", "limit" : 1 }]
  }
}

run "budgets_taken_6" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "warnAt" : [0.001, 1], "at" : "hold", "per" : "day", "limit" : 1 }]
  }
}

run "budgets_taken_7" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "warnAt" : [], "at" : "reject", "per" : "day", "limit" : 1 }]
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

run "budgets_refused_11" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "warnAt" : [0], "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_12" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "warnAt" : [0.5, 1.1], "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_13" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "warnAt" : [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11], "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_14" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "at" : "wait", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_15" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "at" : "", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

# A rule between two variables; test/unit/config/money-rules.test.ts holds the functions to it.
run "budgets_that_would_never_count" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "tag" : "team=apac", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_without_showback_tags" {
  command = plan
  variables {
    showback_tags = {}
    budgets       = [{ "name" : "a", "tag" : "team=emea", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}
