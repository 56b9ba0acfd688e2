# Values of prices, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "prices_taken_1" {
  command = plan
  variables {
    prices = {}
  }
}

run "prices_taken_2" {
  command = plan
  variables {
    prices = { "enrichMobile" : [{ "amount" : "0.40", "currency" : "USD" }, { "amount" : "0.5", "currency" : "USD", "from" : "2026-07-01" }], "verifyMobile" : [{ "amount" : "0", "currency" : "USD" }] }
  }
}

run "prices_taken_3" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "999999999.999999", "currency" : "USD", "from" : "2024-02-29" }] }
  }
}

run "prices_refused_1" {
  command = plan
  variables {
    prices = { "" : [{ "amount" : "1", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_2" {
  command = plan
  variables {
    prices = { "a" : [] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_3" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "-1", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_4" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : ".4", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_5" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "4.", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_6" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "00.40", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_7" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "0.1234567", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_8" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1e2", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_9" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "0,40", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_10" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1234567890", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_11" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "", "currency" : "USD" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_12" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "usd" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_13" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "US" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_14" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USDT" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_15" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USD", "from" : "2026-02-30" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_16" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USD", "from" : "2026-1-1" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_17" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USD", "from" : "today" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_18" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USD", "from" : "2026-01-01T00:00:00Z" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_19" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USD" }], "b" : [{ "amount" : "1", "currency" : "EUR" }] }
  }
  expect_failures = [var.prices]
}

run "prices_refused_20" {
  command = plan
  variables {
    prices = { "a" : [{ "amount" : "1", "currency" : "USD" }, { "amount" : "2", "currency" : "USD", "from" : "1970-01-01" }] }
  }
  expect_failures = [var.prices]
}
