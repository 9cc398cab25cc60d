/**
 * Times at which somebody has several appointments: runs of appointments of one person that overlap
 * each other in turn. One sort of the table; pairs would be quadratic in an overbooked hour.
 */
export function bookedTwice(person: 'assigned_employee_id' | 'customer_id') {
  const text = `
    with jobs as (
      select
        id,
        ${person} as person,
        lower(occupies) as starts,
        upper(occupies) as ends,
        max(upper(occupies)) over (
          partition by ${person}
          order by lower(occupies), id
          rows between unbounded preceding and 1 preceding
        ) as busy_until
      from appointments
      where holds_place and not isempty(occupies) and ${person} is not null
    ),
    numbered as (
      select
        *,
        count(*) filter (where starts >= busy_until) over (
          partition by person order by starts, id
        ) as run
      from jobs
    ),
    runs as (
      select
        person,
        min(starts) as starts,
        max(ends) as ends,
        count(*) as size,
        (array_agg(id order by starts, id))[1:20] as ids
      from numbered
      group by person, run
      having count(*) > 1
    ),
    placed as (
      select *, row_number() over (order by starts desc, person) as place from runs
    )
    select
      count(*) as found,
      coalesce(
        jsonb_agg(
          jsonb_build_object(
            'what', concat(person, ', ', starts, ' to ', case ends::date when starts::date then ends::time::text else ends::text end),
            'ids', ids,
            'size', size
          )
          order by place
        ) filter (where place <= 20),
        '[]'
      ) as examples
    from placed`;
  return { text, values: [] };
}
