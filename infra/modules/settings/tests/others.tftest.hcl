# Values of the other settings, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "repository_id_taken_1" {
  command = plan
  variables {
    repository_id = "acme-production"
  }
}

run "repository_id_taken_2" {
  command = plan
  variables {
    repository_id = "A.b_c~d-1"
  }
}

run "repository_id_taken_3" {
  command = plan
  variables {
    repository_id = "...x"
  }
}

run "priority_carrier_taken_1" {
  command = plan
  variables {
    priority_carrier = "nowhere"
  }
}

run "priority_carrier_taken_2" {
  command = plan
  variables {
    priority_carrier = "body"
  }
}

run "priority_carrier_taken_3" {
  command = plan
  variables {
    priority_carrier = "attribute:priority"
  }
}

run "priority_carrier_taken_4" {
  command = plan
  variables {
    priority_carrier = "attribute:a.b-c_1"
  }
}

run "log_level_taken_1" {
  command = plan
  variables {
    log_level = "DEBUG"
  }
}

run "log_level_taken_2" {
  command = plan
  variables {
    log_level = "INFO"
  }
}

run "log_level_taken_3" {
  command = plan
  variables {
    log_level = "NOTICE"
  }
}

run "log_level_taken_4" {
  command = plan
  variables {
    log_level = "WARNING"
  }
}

run "log_level_taken_5" {
  command = plan
  variables {
    log_level = "ERROR"
  }
}

run "log_level_refused_3" {
  command = plan
  variables {
    log_level = "CRITICAL"
  }
  expect_failures = [var.log_level]
}

run "response_subscriptions_taken_1" {
  command = plan
  variables {
    response_subscriptions = ["projects/m/subscriptions/s"]
  }
}

run "repository_id_refused_1" {
  command = plan
  variables {
    repository_id = ""
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_2" {
  command = plan
  variables {
    repository_id = "repositories/acme"
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_3" {
  command = plan
  variables {
    repository_id = ".."
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_4" {
  command = plan
  variables {
    repository_id = "."
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_5" {
  command = plan
  variables {
    repository_id = "a b"
  }
  expect_failures = [var.repository_id]
}

run "priority_carrier_refused_1" {
  command = plan
  variables {
    priority_carrier = "header"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_2" {
  command = plan
  variables {
    priority_carrier = "attribute:"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_3" {
  command = plan
  variables {
    priority_carrier = "attribute:modigieJobRequestId"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_4" {
  command = plan
  variables {
    priority_carrier = "attribute:MODIGIEJOBREQUESTID"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_5" {
  command = plan
  variables {
    priority_carrier = "attribute:modigieJobExpireAfter"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_6" {
  command = plan
  variables {
    priority_carrier = "attribute:googclient"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_7" {
  command = plan
  variables {
    priority_carrier = "attribute:a b"
  }
  expect_failures = [var.priority_carrier]
}

run "log_level_refused_1" {
  command = plan
  variables {
    log_level = "LOUD"
  }
  expect_failures = [var.log_level]
}

run "log_level_refused_2" {
  command = plan
  variables {
    log_level = "info"
  }
  expect_failures = [var.log_level]
}

run "response_subscriptions_refused_1" {
  command = plan
  variables {
    response_subscriptions = ["s"]
  }
  expect_failures = [var.response_subscriptions]
}

run "response_subscriptions_refused_2" {
  command = plan
  variables {
    response_subscriptions = ["projects/m/topics/t"]
  }
  expect_failures = [var.response_subscriptions]
}
