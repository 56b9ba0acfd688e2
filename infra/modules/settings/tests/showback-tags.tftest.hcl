# Values of showback tags, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "showback_tags_taken_1" {
  command = plan
  variables {
    showback_tags = {}
  }
}

run "showback_tags_taken_2" {
  command = plan
  variables {
    showback_tags = { "team" : ["emea", "apac", "emea"], "cost-center" : ["4711"] }
  }
}

run "showback_tags_taken_3" {
  command = plan
  variables {
    showback_tags = { "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé" : ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"] }
  }
}

run "showback_tags_taken_4" {
  command = plan
  variables {
    showback_tags = { "a" : ["1"], "b" : ["1"], "c" : ["1"], "d" : ["a=b c"] }
  }
}

run "showback_tags_refused_1" {
  command = plan
  variables {
    showback_tags = { "" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_2" {
  command = plan
  variables {
    showback_tags = { "a=b" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_3" {
  command = plan
  variables {
    showback_tags = { "a|b" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_4" {
  command = plan
  variables {
    showback_tags = { "a\nb" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_5" {
  command = plan
  variables {
    showback_tags = { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_6" {
  command = plan
  variables {
    showback_tags = { "team" : [""] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_7" {
  command = plan
  variables {
    showback_tags = { "team" : ["a|b"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_8" {
  command = plan
  variables {
    showback_tags = { "team" : ["a\u0007"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_9" {
  command = plan
  variables {
    showback_tags = { "team" : ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_10" {
  command = plan
  variables {
    showback_tags = { "team" : [] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_11" {
  command = plan
  variables {
    showback_tags = { "a" : ["1"], "b" : ["1"], "c" : ["1"], "d" : ["1"], "e" : ["1"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_12" {
  command = plan
  variables {
    showback_tags = { "a,b" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_13" {
  command = plan
  variables {
    showback_tags = { "day" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

run "showback_tags_refused_14" {
  command = plan
  variables {
    showback_tags = { "team" : ["emea"], "jobType" : ["emea"] }
  }
  expect_failures = [var.showback_tags]
}

# Too many to write down.
run "showback_tags_of_500_values" {
  command = plan
  variables {
    showback_tags = { a = [for i in range(250) : "v${i}"], b = [for i in range(250) : "v${i}"] }
  }
}

run "showback_tags_of_501_values" {
  command = plan
  variables {
    showback_tags = { a = [for i in range(250) : "v${i}"], b = [for i in range(251) : "v${i}"] }
  }
  expect_failures = [var.showback_tags]
}
