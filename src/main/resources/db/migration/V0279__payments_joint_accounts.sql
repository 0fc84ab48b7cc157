-- Which accounts one invoice adds together; the table belongs to package customers. Owner: package payments.
create view joint_account as
select a.id as account_id, o.id as other_id
from account a
join account o on o.customer_id = a.customer_id
  and o.operator_id = a.operator_id
  and o.billing_day = a.billing_day
  and o.invoice_per = 'customer'
  and o.id <> a.id
where a.invoice_per = 'customer';
