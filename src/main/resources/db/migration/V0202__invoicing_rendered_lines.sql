-- The lines by which a bill books revenue and VAT: what was rendered in its period, and what takes back from earlier lines. Owner:
-- package invoicing.

create view rendered_line as
select l.bill_id, l.part = 3 as taken_back, l.vat_rate, l.revenue, l.net_minor, l.vat_minor, l.gross_minor
from bill b
join document_line l using (bill_id)
where l.part = 3
  or l.part = case when b.rendered_as_billed then 0 else 1 end;
