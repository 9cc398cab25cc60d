/**
 * Times at which more appointments run than there are places. A sweep over everything that starts
 * or ends: between two edges neither the number of appointments nor the limit changes. A blocked
 * slot limits by its number, for its appointments stayed.
 */
export function overbooked(defaultPlaces: number) {
  return { text: TEXT, values: [defaultPlaces] };
}

const TEXT = `
  with held as (
    select lower(occupies) as starts, upper(occupies) as ends
    from appointments
    where holds_place and not isempty(occupies)
  ),
  slots as (
    select
      date,
      date + start_time as starts,
      -- An end of 23:59 means midnight (contract 9.22).
      date + case when end_time = '23:59' then '24:00' else end_time end as ends,
      greatest(max_concurrent_appointments, 0) as places
    from time_slots
    where (end_time > start_time or end_time = '23:59')
      and date between '0001-01-01' and '9999-12-31'
  ),
  edges as (
    select starts as at, 1 as change from held
    union all
    select ends, -1 from held
    union all
    select starts, 0 from slots
    union all
    select ends, 0 from slots
  ),
  pieces as (
    select
      at as starts,
      lead(at) over by_time as ends,
      sum(sum(change)) over by_time as running
    from edges
    group by at
    window by_time as (order by at)
  ),
  limited as (
    select
      p.starts,
      p.ends,
      p.running,
      coalesce(min(s.places), $1::integer) as places
    from pieces p
    left join slots s
      on s.date = p.starts::date and s.starts <= p.starts and s.ends > p.starts
    where p.running > 0
    group by p.starts, p.ends, p.running
  ),
  over_limit as (
    select *, lag(ends) over by_time as ended, lag(places) over by_time as limited_to
    from limited
    where running > places
    window by_time as (order by starts)
  ),
  numbered as (
    select
      *,
      count(*) filter (where starts <> ended or places <> limited_to) over (order by starts) as run
    from over_limit
  ),
  placed as (
    select
      min(starts) as starts,
      max(ends) as ends,
      max(running) as peak,
      min(places) as places,
      row_number() over (order by min(starts) desc) as place
    from numbered
    group by run
  ),
  examples as (
    select
      p.place,
      jsonb_build_object(
        'what', concat(
          p.starts, ' to ', case p.ends::date when p.starts::date then p.ends::time::text else p.ends::text end,
          ', ', p.peak, ' at once for ', p.places
        ),
        'ids', (array_agg(a.id order by lower(a.occupies), a.id))[1:20],
        'size', count(*)
      ) as example
    from placed p
    join appointments a on a.holds_place and a.occupies && tsrange(p.starts, p.ends)
    where p.place <= 20
    group by p.place, p.starts, p.ends, p.peak, p.places
  )
  select
    (select count(*) from placed) as found,
    coalesce((select jsonb_agg(example order by place) from examples), '[]') as examples`;
