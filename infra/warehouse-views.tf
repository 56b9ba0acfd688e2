# Views of the warehouse: files of SQL in warehouse/, each filled in with the tables and views that it reads. They are
# made one after the other, since BigQuery refuses a view of what is not there.

locals {
  # By showback tag, its column.
  tag_columns = { for tag in keys(var.showback_tags) :
    tag => "tag_${replace(lower(tag), "/[^a-z0-9]/", "_")}"
  }

  view_tags = {
    read_tags = join("", [for tag, column in local.tag_columns :
      "    JSON_VALUE(result, '$.showback.\"${tag}\"') AS ${column},\n"
    ])
    tags = join("", [for column in values(local.tag_columns) : ",\n  ${column}"])
  }

  # In a query, by what each raw table is of.
  raw_in_query = { for name, table in google_bigquery_table.raw :
    name => "`${local.project_id}.${table.dataset_id}.${table.table_id}`"
  }

  # Likewise views. They are made of the resources, so that whatever reads one waits for it.
  results_in_query = { for name, view in google_bigquery_table.results :
    name => "`${local.project_id}.${view.dataset_id}.${view.table_id}`"
  }
  endings_in_query = { for name, view in google_bigquery_table.endings :
    name => "`${local.project_id}.${view.dataset_id}.${view.table_id}`"
  }

  # Of each view its name, where there is a warehouse.
  views = var.bigquery == null ? { base = [], endings = [], sums = [], personal = [] } : {
    base     = ["results"]
    endings  = ["leads", "charged_jobs"]
    sums     = ["charges", "quality", "funnel"]
    personal = ["personal"]
  }
}

resource "google_bigquery_table" "results" {
  for_each            = toset(local.views.base)
  project             = local.project_id
  dataset_id          = google_bigquery_dataset.raw["facts"].dataset_id
  table_id            = each.value
  description         = "Each result once."
  labels              = var.labels
  deletion_protection = false

  view {
    use_legacy_sql = false
    query = templatefile("${path.module}/warehouse/${each.value}.sql", merge(local.view_tags, {
      facts_raw = local.raw_in_query["facts"]
    }))
  }
}

resource "google_bigquery_table" "endings" {
  for_each            = toset(local.views.endings)
  project             = local.project_id
  dataset_id          = google_bigquery_dataset.raw["facts"].dataset_id
  table_id            = each.value
  description         = each.value == "leads" ? "Each lead once, by the result that counts." : "Each job that was charged."
  labels              = var.labels
  deletion_protection = false

  view {
    use_legacy_sql = false
    query = templatefile("${path.module}/warehouse/${each.value}.sql", merge(local.view_tags, local.results_in_query, {
      results_hash = substr(sha256(google_bigquery_table.results["results"].view[0].query), 0, 8)
    }))
  }
}

resource "google_bigquery_table" "sums" {
  for_each            = toset(local.views.sums)
  project             = local.project_id
  dataset_id          = google_bigquery_dataset.raw["facts"].dataset_id
  table_id            = each.value
  description         = "Sums of leads: ${each.value}."
  labels              = var.labels
  deletion_protection = false

  view {
    use_legacy_sql = false
    query          = templatefile("${path.module}/warehouse/${each.value}.sql", merge(local.view_tags, local.endings_in_query))
  }
}

resource "google_bigquery_table" "personal" {
  for_each            = toset(local.views.personal)
  project             = local.project_id
  dataset_id          = google_bigquery_dataset.raw["personal"].dataset_id
  table_id            = each.value
  description         = "Found about persons, while the raw table keeps it."
  labels              = var.labels
  deletion_protection = false

  view {
    use_legacy_sql = false
    query = templatefile("${path.module}/warehouse/${each.value}.sql", {
      results_raw = local.raw_in_query["personal"]
    })
  }
}
