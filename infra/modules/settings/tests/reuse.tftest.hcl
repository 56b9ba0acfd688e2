# Values of reuse, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "reuse_taken_1" {
  command = plan
  variables {
    reuse = {}
  }
}

run "reuse_taken_2" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 30 } }
  }
}

run "reuse_taken_3" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 1, "by" : ["linkedin"] } }
  }
}

run "reuse_taken_4" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 30, "by" : ["email", "linkedin"] } }
  }
}

run "reuse_refused_1" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 0 } }
  }
  expect_failures = [var.reuse]
}

run "reuse_refused_2" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : -1 } }
  }
  expect_failures = [var.reuse]
}

run "reuse_refused_3" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 1.5 } }
  }
  expect_failures = [var.reuse]
}

run "reuse_refused_4" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 1, "by" : [] } }
  }
  expect_failures = [var.reuse]
}

run "reuse_refused_5" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 1, "by" : ["phone"] } }
  }
  expect_failures = [var.reuse]
}

run "reuse_refused_6" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 1, "by" : ["email", ""] } }
  }
  expect_failures = [var.reuse]
}

# The functions know no such rule: they cannot tell a job type that is not configured from one that is misspelt.
run "reuse_of_no_job_type" {
  command = plan
  variables {
    reuse = { "enrichMobil" : { "days" : 1 } }
  }
  expect_failures = [var.reuse]
}

# These are rules between variables; test/unit/config/money-rules.test.ts holds the functions to them.
run "reuse_beyond_the_default_retention" {
  command = plan
  variables {
    reuse = { "enrichMobile" : { "days" : 31 } }
  }
  expect_failures = [var.reuse]
}

run "reuse_within_the_retention" {
  command = plan
  variables {
    policy = "{\"retentionMs\":7776000000}"
    reuse  = { "enrichMobile" : { "days" : 90 } }
  }
}

run "reuse_beyond_the_retention" {
  command = plan
  variables {
    policy = "{\"retentionMs\":86399999}"
    reuse  = { "enrichMobile" : { "days" : 1 } }
  }
  expect_failures = [var.reuse]
}
