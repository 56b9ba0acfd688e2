# The README's example, which is the same text (test/infra).
mock_provider "google" {}

run "example" {
  command = apply
  providers = {
    google = google
  }
  module {
    source = "./example"
  }

  assert {
    condition = toset([for grant in module.sweep_jobs.grants : grant.role]) == toset([
      "roles/datastore.user",
      "roles/pubsub.publisher",
      "roles/run.invoker",
    ])
    error_message = "It may use the ledger and publish results, and the scheduler may call it."
  }
  assert {
    condition = (
      module.sweep_jobs.schedule.schedule == "* * * * *" &&
      module.sweep_jobs.environment["SWEEP_SECONDS"] == "45"
    )
    error_message = "It runs each minute for at most 45 seconds."
  }
}
