# The ledger. Clients of Firebase are let in by security rules alone, and a database has none until somebody releases
# some: only accounts with a role of IAM reach it.

locals {
  # The same file that firebase.json gives to the emulators.
  indexes = jsondecode(file("${path.module}/firestore.indexes.json"))

  ledger = join(" ", [
    "projects/${var.project_id}/databases/${var.prefix}",
    "in",
    coalesce(var.firestore_location, var.region),
    var.kms_key == "" ? "with Google's keys" : "with ${var.kms_key}",
  ])
}

# Remembers which ledger this state holds: what it was first made with, whatever the variables say later. An apply that
# is not let into the project remembers nothing.
resource "terraform_data" "ledger" {
  input      = local.ledger
  depends_on = [time_sleep.apis]
  lifecycle {
    ignore_changes = [input]
  }
}

resource "google_firestore_database" "this" {
  project                           = local.project_id
  name                              = var.prefix
  location_id                       = coalesce(var.firestore_location, var.region)
  type                              = "FIRESTORE_NATIVE"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = "DELETE_PROTECTION_${var.deletion_protection ? "ENABLED" : "DISABLED"}"
  # Never "ABANDON": a ledger that only the state forgets is an ID that is used twice.
  deletion_policy = "DELETE"

  dynamic "cmek_config" {
    for_each = local.kms_key[*]
    content {
      kms_key_name = cmek_config.value
    }
  }

  lifecycle {
    precondition {
      condition     = terraform_data.ledger.output == local.ledger
      error_message = <<-EOT
        This state holds the ledger ${terraform_data.ledger.output}. With another project_id, prefix, firestore_location,
        kms_key or region (where firestore_location is empty) it would be replaced or left behind, and every request ID in
        it could be used again. Change the variable back. A second deployment needs a state of its own; functions move to
        another region if firestore_location names the ledger's: docs/deploy.md, "More than one deployment". If no apply
        has ever made this ledger: terraform state rm terraform_data.ledger.
      EOT
    }
  }
}

resource "google_firestore_index" "composite" {
  for_each = { for index in local.indexes.indexes :
    join("-", [for field in index.fields : field.fieldPath]) => index
  }
  project     = local.project_id
  database    = google_firestore_database.this.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.fieldPath
      order        = lookup(fields.value, "order", null)
      array_config = lookup(fields.value, "arrayConfig", null)
    }
  }

  # Of a large ledger.
  timeouts {
    create = "6h"
  }
}

# The ledger, as soon as what is queried has its index: a function that is faster is refused.
resource "terraform_data" "indexed" {
  input      = google_firestore_database.this.name
  depends_on = [google_firestore_index.composite]
}

resource "google_firestore_field" "exempt" {
  for_each = { for override in local.indexes.fieldOverrides :
    override.collectionGroup == "jobs" ? override.fieldPath : "${override.collectionGroup}/${override.fieldPath}" => override
  }
  project    = local.project_id
  database   = google_firestore_database.this.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  # An empty block: no index at all.
  index_config {}

  # After the time in it, Firestore removes a document by itself.
  dynamic "ttl_config" {
    for_each = lookup(each.value, "ttl", false) ? [true] : []
    content {}
  }

  # Of a collection that has documents already.
  timeouts {
    create = "6h"
    update = "6h"
  }
}

# Whose calls read or write the ledger. Functions that work by themselves are left out: each of their writes is a log
# entry of their own. Functions that people call are not.
resource "google_project_iam_audit_config" "ledger" {
  count   = var.data_access_logs ? 1 : 0
  project = local.project_id
  # For both of Firestore's APIs: https://cloud.google.com/firestore/docs/audit-logging
  service = "datastore.googleapis.com"

  dynamic "audit_log_config" {
    for_each = toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    content {
      log_type = audit_log_config.value
      exempted_members = audit_log_config.value == "ADMIN_READ" ? [] : [
        for function in local.functions : function.account.member if function.called || function.name == "submit-jobs"
      ]
    }
  }
}
