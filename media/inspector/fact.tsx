/** One fact of a list of facts: its name, and under it what it is. */

export function Fact({
  name,
  value,
  code,
}: {
  readonly name: string;
  readonly value: string;
  readonly code?: boolean;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={code ? 'code' : ''} title={value}>
        {value}
      </dd>
    </div>
  );
}
