package io.turnpike.customers;

import io.turnpike.customers.Feed.Check;

/** What several kinds of file refuse for the same reason. */
final class Checks {
    private Checks() {}

    static Check knownOperator(String feed) {
        return new Check(
                        "operator",
                        "there is no operator '%s'",
                        "write the code of an operator of operators.csv",
                        """
                select r.file_no, r.line, r.operator as detail
                from resolved_%s r
                where r.operator_id is null
                """.formatted(feed.replace('-', '_')))
                .asReference();
    }

    static Check knownAccount(String feed) {
        return new Check(
                        "account",
                        "the operator has no account '%s'",
                        "write the number of an account of accounts.csv",
                        """
                select r.file_no, r.line, r.account as detail
                from resolved_%s r
                where r.account_id is null
                """.formatted(feed.replace('-', '_')))
                .asReference();
    }

    /** Where the service may be left out, an empty cell means the whole account. */
    static Check knownService(String feed) {
        return new Check(
                        "service",
                        "the account has no service '%s'",
                        "write the code of a service of services.csv",
                        """
                select r.file_no, r.line, r.service as detail
                from resolved_%s r
                where r.service is not null
                    and r.service_id is null
                """.formatted(feed.replace('-', '_')))
                .asReference();
    }

    static Check validInOrder(String feed, String written) {
        return new Check(
                "valid-to",
                "%s is not after valid-from",
                "write the first day that it no longer holds, or leave it empty",
                """
                select r.file_no, r.line, r.%s as detail
                from resolved_%s r
                where r.valid_to <= r.valid_from
                """.formatted(written, feed.replace('-', '_')));
    }

    static Check notBeforeService(String feed, String column) {
        return new Check(column, "the service begins on %s", "write that day or a later one", """
                select r.file_no, r.line, r.service_from as detail
                from resolved_%s r
                where r.valid_from < r.service_from
                """.formatted(
                        feed.replace('-', '_')));
    }

    /** What was there before the service ended stays as it is, so that an export can be imported over itself. */
    static Check notAfterTermination(String feed, String table, String sameKey) {
        return new Check(
                "valid-from",
                "the service is terminated on %s",
                "write an earlier day, or open a new service",
                """
                select r.file_no, r.line, e.valid_from as detail
                from resolved_%s r
                join service_status e on e.service_id = r.service_id and e.status = 'terminated'
                    and e.cancelled = 'no'
                where e.valid_from <= r.valid_from
                    and not exists (
                        select
                        from %s t
                        where t.service_id = r.service_id
                            and t.valid_from = r.valid_from
                            and %s)
                """.formatted(feed.replace('-', '_'), table, sameKey));
    }
}
