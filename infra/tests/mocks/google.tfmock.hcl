mock_data "google_project" {
  defaults = { number = "123456789012" }
}

mock_resource "google_cloudfunctions2_function" {
  defaults = { service_config = { uri = "https://function-uri.a.run.app" } }
}
