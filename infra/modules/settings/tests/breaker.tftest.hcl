# Values of the breaker, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "breaker_taken_1" {
  command = plan
  variables {
    breaker = {}
  }
}

run "breaker_taken_2" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "rejectedShare" : 0.5, "discards" : 3, "misconfigured" : 3 } }
  }
}

run "breaker_taken_3" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 1, "min" : 1, "rejectedShare" : 1 } }
  }
}

run "breaker_taken_4" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 10000, "discards" : 10000 } }
  }
}

run "breaker_taken_5" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 20, "discards" : 3 } }
  }
}

run "breaker_refused_1" {
  command = plan
  variables {
    breaker = { "enrichMobile" : {} }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_2" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 100, "min" : 20 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_3" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "rejectedShare" : 0 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_4" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "rejectedShare" : 1.1 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_5" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 10001, "discards" : 3 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_6" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "discards" : 0 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_7" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "misconfigured" : 1.5 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_8" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 40, "rejectedShare" : 0.5 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_9" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "discards" : 201 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_10" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 50, "misconfigured" : 51 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_11" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "min" : 201, "discards" : 3 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_12" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "min" : 0, "discards" : 3 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_13" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "min" : 1.5, "misconfigured" : 3 } }
  }
  expect_failures = [var.breaker]
}

run "breaker_refused_14" {
  command = plan
  variables {
    breaker = { "enrichMobile" : { "window" : 20, "rejectedShare" : 1, "discards" : 3 } }
  }
  expect_failures = [var.breaker]
}

# The functions know no such rule: they cannot tell a job type that is not configured from one that is misspelt.
run "breaker_of_no_job_type" {
  command = plan
  variables {
    breaker = { "enrichMobil" : { "discards" : 3 } }
  }
  expect_failures = [var.breaker]
}
