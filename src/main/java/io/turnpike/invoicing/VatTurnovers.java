package io.turnpike.invoicing;

import io.turnpike.ledger.BooksAsKnown;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sums the lines of released documents by VAT rate: of the bills that the journal holds for a period, as known at a moment. */
@Component
public class VatTurnovers {
    private final VatTurnoverMapper mapper;

    VatTurnovers(VatTurnoverMapper mapper) {
        this.mapper = mapper;
    }

    /** By rate, the highest first; of each what was rendered before what was taken back. */
    @Transactional(readOnly = true)
    public List<VatTurnover> of(BooksAsKnown books) {
        return mapper.vatTurnovers(books);
    }
}
