-- The trades of dvp-uniform and dvp-hot by PostgreSQL. No indexes but the two primary keys; the free room in the pages
-- of positions keeps their updates away from the index.
create table position(
  id int primary key,
  balance bigint not null check (balance >= 0)
) with (fillfactor = 40);

create table settlement(
  id uuid primary key,
  seller smallint not null,
  buyer smallint not null,
  asset smallint not null,
  quantity int not null,
  cash int not null,
  settled boolean not null
);

insert into position select i, 100000000000000 from generate_series(0, 9999) i;

-- Many at once: recorded in one statement, booked in another, on the net of all of them. When a position falls below
-- zero on the net, nothing of the batch happens and the caller has to send them one by one.
create function settle_many(
  ids uuid[], sellers smallint[], buyers smallint[], assets smallint[], quantities int[], cashes int[])
returns void language plpgsql as $$
begin
  insert into settlement
  select unnest(ids), unnest(sellers), unnest(buyers), unnest(assets), unnest(quantities), unnest(cashes), true;

  -- One batch books at a time, until it is committed: two would wait for each other's positions in two orders.
  perform pg_advisory_xact_lock(1);
  update position p
  set balance = p.balance + net.change
  from (
    select id, sum(change)::bigint as change
    from (
      select unnest(sellers) * 10 + unnest(assets) as id, -unnest(quantities) as change
      union all select unnest(buyers) * 10 + unnest(assets), unnest(quantities)
      union all select unnest(buyers) * 10, -unnest(cashes)
      union all select unnest(sellers) * 10, unnest(cashes)) leg
    group by id) net
  where p.id = net.id;
end $$;

-- One by one: positions are locked in one order, so that nobody waits in a circle.
create function settle(
  settlement_id uuid, seller int, buyer int, asset int, quantity int, cash int)
returns boolean language plpgsql as $$
declare
  enough boolean;
begin
  select bool_and(case id when seller * 10 + asset then balance >= quantity
                          when buyer * 10 then balance >= cash
                          else true end)
  into enough
  from (
    select id, balance from position
    where id in (seller * 10 + asset, buyer * 10 + asset, buyer * 10, seller * 10)
    order by id for update) held;

  insert into settlement values (settlement_id, seller, buyer, asset, quantity, cash, enough);
  if enough then
    update position
    set balance = balance + case id when seller * 10 + asset then -quantity
                                    when buyer * 10 + asset then quantity
                                    when buyer * 10 then -cash
                                    else cash end
    where id in (seller * 10 + asset, buyer * 10 + asset, buyer * 10, seller * 10);
  end if;
  return enough;
end $$;
