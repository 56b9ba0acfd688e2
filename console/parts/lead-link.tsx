import { Link } from './link.tsx';

/** The way to a lead, by its request ID. */
export function LeadLink({ id }: { id: string }) {
  return (
    <Link to="lead" id={id} class="id">
      {id}
    </Link>
  );
}
