package io.turnpike.invoicing;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;

/** Ids for drafts. */
@Mapper
interface DraftMapper {
    @Select("select nextval('bill_seq') from generate_series(1, #{count})")
    List<Long> nextBillIds(int count);

    @Select("select nextval('billing_document_seq') from generate_series(1, #{count})")
    List<Long> nextDocumentIds(int count);
}
