-- A code lives for minutes: the few that stand are looked through for those whose time is over.
DROP INDEX code_expiry;
