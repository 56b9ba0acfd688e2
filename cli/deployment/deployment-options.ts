/** How a command is told which deployment it is about. */
import { InvalidArgumentError, Option } from 'commander';

export function projectOption(): Option {
  return new Option('--project <id>', 'the Google Cloud project').argParser(projectId);
}

export function prefixOption(): Option {
  return new Option('--prefix <prefix>', 'begins the names of the deployment, as in Terraform')
    .argParser(prefix)
    .default('modigie-gateway');
}

export function regionOption(): Option {
  return new Option('--region <region>', 'where its functions are').argParser(region).default('us-central1');
}

/** As `project_id` of infra/variables.tf. */
function projectId(text: string): string {
  if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(text))
    throw new InvalidArgumentError(
      'It must be an ID (6 to 30 lower-case letters, digits and hyphens), not a name or number.',
    );
  return text;
}

/** As `prefix` of infra/variables.tf. */
function prefix(text: string): string {
  if (!/^[a-z][a-z0-9-]{2,18}[a-z0-9]$/.test(text))
    throw new InvalidArgumentError(
      'It must be 4 to 20 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen.',
    );
  return text;
}

/** As `region` of infra/variables.tf. */
function region(text: string): string {
  if (!/^[a-z]+-[a-z]+[0-9]+$/.test(text))
    throw new InvalidArgumentError('It must be a single region such as us-central1.');
  return text;
}
