-- Holds no rows: transactions that charge what has to be settled pass it in one mode, those that settle in another, and one kind
-- waits for the other. Each kind passes by the hundred.
create table settle_gate ();
