import { awayInWords, inFull, momentOf } from './moments.ts';
import { useGateway } from './with-gateway.ts';

/** A time by how far it is away; in full where the pointer rests, and to those who copy it. */
export function Moment({ at }: { /** RFC 3339; null where there is none. */ at: string | null | undefined }) {
  const { now } = useGateway();
  const moment = momentOf(at);
  if (moment === undefined) return <span class="none">–</span>;
  return (
    <time dateTime={at ?? ''} title={inFull(moment)}>
      {awayInWords(moment, now())}
    </time>
  );
}
