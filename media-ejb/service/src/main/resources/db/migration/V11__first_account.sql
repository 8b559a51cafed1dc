-- Has one row at most: who puts it there, of nodes that start at once, makes the first account.

create table first_account (
  one integer primary key check (one = 1)
);
