variable "cron" {
  description = "When the sweep runs, in cron form (UTC)."
  type        = string
  validation {
    condition = length(split(" ", var.cron)) == 5 && alltrue(flatten([for i, most in [59, 23] : [
      for item in split(",", try(split(" ", var.cron)[i], "")) :
      can(regex("^([*](/[1-9][0-9]*)?|[0-9]+(-[0-9]+(/[1-9][0-9]*)?)?)$", item)) &&
      alltrue([for number in regexall("[0-9]+", item) : tonumber(number) <= most])
    ]]))
    error_message = <<-EOT
      sweep_schedule must have the five fields of cron, minutes (0-59) and hours (0-23) first, each *, a number, a range,
      a step such as */5, or a list of these. Example: "*/5 * * * *".
    EOT
  }
  validation {
    condition = alltrue([for range in regexall("(\\d+)-(\\d+)", var.cron) :
      tonumber(range[0]) <= tonumber(range[1])
    ])
    error_message = "sweep_schedule: a range must begin with its smaller number, such as 8-18."
  }
  validation {
    condition     = endswith(var.cron, " * * *")
    error_message = <<-EOT
      sweep_schedule must run on each day: its last three fields must be *. On another day nothing would be sent again,
      and no result delivered again.
    EOT
  }
}
