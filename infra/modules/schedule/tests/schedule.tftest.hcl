# Which schedules are taken, and how long they leave nothing done.

run "refused_1" {
  command = plan
  variables {
    cron = "every minute"
  }
  expect_failures = [var.cron]
}

run "refused_2" {
  command = plan
  variables {
    cron = "* * * *"
  }
  expect_failures = [var.cron]
}

run "refused_3" {
  command = plan
  variables {
    cron = "*/0 * * * *"
  }
  expect_failures = [var.cron]
}

run "refused_4" {
  command = plan
  variables {
    cron = "60 * * * *"
  }
  expect_failures = [var.cron]
}

run "refused_5" {
  command = plan
  variables {
    cron = "0 24 * * *"
  }
  expect_failures = [var.cron]
}

run "refused_6" {
  command = plan
  variables {
    cron = "5/10 * * * *"
  }
  expect_failures = [var.cron]
}

run "refused_7" {
  command = plan
  variables {
    cron = "20-10 * * * *"
  }
  expect_failures = [var.cron]
}

run "refused_8" {
  command = plan
  variables {
    cron = "* * * * 1-5"
  }
  expect_failures = [var.cron]
}

run "refused_9" {
  command = plan
  variables {
    cron = "* * 1 * *"
  }
  expect_failures = [var.cron]
}

run "refused_10" {
  command = plan
  variables {
    cron = "*/5  * * * *"
  }
  expect_failures = [var.cron]
}

run "refused_11" {
  command = plan
  variables {
    cron = ""
  }
  expect_failures = [var.cron]
}

run "refused_12" {
  command = plan
  variables {
    cron = "@daily"
  }
  expect_failures = [var.cron]
}

run "refused_13" {
  command = plan
  variables {
    cron = "a b * * *"
  }
  expect_failures = [var.cron]
}

run "too_seldom_1" {
  command = plan
  variables {
    cron = "0 0 * * *"
  }
  expect_failures = [output.longest_gap_minutes]
}

run "too_seldom_2" {
  command = plan
  variables {
    cron = "59 23 * * *"
  }
  expect_failures = [output.longest_gap_minutes]
}

run "too_seldom_3" {
  command = plan
  variables {
    cron = "7-20/13,50 8-18 * * *"
  }
  expect_failures = [output.longest_gap_minutes]
}

run "taken_1" {
  command = plan
  variables {
    cron = "* * * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 1
    error_message = "The longest time between two runs is 1 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_2" {
  command = plan
  variables {
    cron = "*/5 * * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 5
    error_message = "The longest time between two runs is 5 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_3" {
  command = plan
  variables {
    cron = "*/7 * * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 7
    error_message = "The longest time between two runs is 7 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_4" {
  command = plan
  variables {
    cron = "0,30 * * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 30
    error_message = "The longest time between two runs is 30 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_5" {
  command = plan
  variables {
    cron = "0 * * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 60
    error_message = "The longest time between two runs is 60 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_6" {
  command = plan
  variables {
    cron = "30 */3,1 * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 180
    error_message = "The longest time between two runs is 180 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_7" {
  command = plan
  variables {
    cron = "7-20/13,50 8-20,0-7 * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 197
    error_message = "The longest time between two runs is 197 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_8" {
  command = plan
  variables {
    cron = "0 */12 * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 720
    error_message = "The longest time between two runs is 720 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_9" {
  command = plan
  variables {
    cron = "59 00,11,23 * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 720
    error_message = "The longest time between two runs is 720 minutes, not ${output.longest_gap_minutes}."
  }
}

run "taken_10" {
  command = plan
  variables {
    cron = "0-59 0-23 * * *"
  }
  assert {
    condition     = output.cron == var.cron && output.longest_gap_minutes == 1
    error_message = "The longest time between two runs is 1 minutes, not ${output.longest_gap_minutes}."
  }
}
