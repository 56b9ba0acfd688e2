locals {
  of_functions     = "${local.of_project},monitored_resource=\"cloud_run_revision\",service_name=~\"${var.prefix}-.*\""
  of_subscriptions = "${local.of_project},monitored_resource=\"pubsub_subscription\",subscription_id=~\"${var.prefix}-.*\""

  # Each chart's query, by its title.
  charts = merge({
    "Events per minute"         = "sum by (event) (rate(${local.metric_promq}{${local.of_log}}[5m])) * 60"
    "Attempts ended, by status" = "sum by (status) (increase(${local.metric_promq}{${local.of_log},event=\"job.ended\"}[1h]))"
    "Requests, by function and class" = join("", [
      "sum by (service_name, response_code_class) ",
      "(rate(run_googleapis_com:request_count{${local.of_functions}}[5m]))",
    ])
    "Latency, 95th percentile (ms)" = join("", [
      "histogram_quantile(0.95, sum by (service_name, le) ",
      "(rate(run_googleapis_com:request_latencies_bucket{${local.of_functions}}[5m])))",
    ])
    "Oldest unacknowledged message (s)" = join("", [
      "max by (subscription_id) ",
      "(pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.of_subscriptions}})",
    ])
    "Instances" = "sum by (service_name) (run_googleapis_com:container_instance_count{${local.of_functions}})"
    }, !local.has_webhooks ? {} : {
    # As many as 100 tries of one result are counted, so that one receiver that is down stands out.
    "Webhook deliveries that failed, per minute" = join("", [
      "sum by (event) (rate(${local.metric_promq}{${local.of_log},event=~\"webhook.(failed|postponed|gone|unsigned|unknown|unreadable)\"}[5m])) * 60",
    ])
  })
}

resource "google_monitoring_dashboard" "this" {
  project = local.project_id
  dashboard_json = jsonencode({
    displayName = var.prefix
    gridLayout = {
      # Text, as the API returns it: else each plan would change it.
      columns = "2"
      widgets = [for title, query in local.charts : {
        title   = title
        xyChart = { dataSets = [{ plotType = "LINE", timeSeriesQuery = { prometheusQuery = query } }] }
      }]
    }
  })
}
