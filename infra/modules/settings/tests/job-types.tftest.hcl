# Values of job types, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "requires_taken_1" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[]" } }
  }
}

run "requires_taken_2" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[\"firstName\",\"lastName\",\"company\"]" } }
  }
}

run "requires_taken_3" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[\"email\",\"businessEmail\",\"phone\",\"linkedInUrl\"]" } }
  }
}

run "requires_taken_4" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"firstName\",\"lastName\"],[\"linkedInUrl\"]]},\"company\"]" } }
  }
}

run "requires_taken_5" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"phone\"]]}]" } }
  }
}

run "topic_refused_1" {
  command = plan
  variables {
    job_types = { a = { topic = "enrich-mobile" } }
  }
  expect_failures = [var.job_types]
}

run "topic_refused_2" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t t" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_1" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "{}" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_2" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "\"firstName\"" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_3" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "null" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_4" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[\"first name\"]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_5" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[5]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_6" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[null]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_7" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_8" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[]]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_9" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[\"phone\"]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_10" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"mobile\"]]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_11" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"phone\"]],\"more\":1}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_12" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[[\"phone\"]]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_13" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "not JSON" } }
  }
  expect_failures = [var.job_types]
}

# Only Terraform sees both: a budget on a job type that there is not would never be used up.
run "a_budget_of_another_job_type" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t" } }
    budgets   = [{ name = "a", jobType = "b", per = "day", limit = 1 }]
  }
  expect_failures = [var.budgets]
}
