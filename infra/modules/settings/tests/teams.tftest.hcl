# Values of teams, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "teams_taken_1" {
  command = plan
  variables {
    teams = { "team=emea" : ["ann@acme.example", "crm@acme-prod.iam.gserviceaccount.com"], "*" : ["ops@acme.example"] }
  }
}

run "teams_taken_2" {
  command = plan
  variables {
    teams = { "team=emea" : [], "unit=a=b" : ["Ann@acme.example"] }
  }
}

run "teams_refused_1" {
  command = plan
  variables {
    teams = { "emea" : ["ann@acme.example"] }
  }
  expect_failures = [var.teams]
}

run "teams_refused_2" {
  command = plan
  variables {
    teams = { "team=emea" : ["ann"] }
  }
  expect_failures = [var.teams]
}

run "teams_refused_3" {
  command = plan
  variables {
    teams = { "team=emea" : ["ann@acme.example"], "team=apac" : ["ANN@acme.example"] }
  }
  expect_failures = [var.teams]
}

run "teams_refused_4" {
  command = plan
  variables {
    teams = { "*" : ["ops@acme.example"] }
  }
  expect_failures = [var.teams]
}

run "teams_refused_5" {
  command = plan
  variables {
    teams = { "team=" : ["ann@acme.example"] }
  }
  expect_failures = [var.teams]
}

run "without_teams_no_function_is_told_any" {
  command = plan
  assert {
    condition     = !contains(keys(output.reading), "TEAMS") && !contains(keys(output.environment), "TEAMS")
    error_message = "TEAMS has to be left out: {} has no team."
  }
}

run "with_teams_every_function_is_told_them" {
  command = plan
  variables {
    teams = { "team=emea" = ["ann@acme.example"] }
  }
  assert {
    condition = (
      output.reading.TEAMS == "{\"team=emea\":[\"ann@acme.example\"]}" &&
      output.environment.TEAMS == output.reading.TEAMS
    )
    error_message = "TEAMS has to be the teams as JSON."
  }
}
