package io.turnpike.payments.online;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks up what payment systems were refused. */
@Component
public class Refusals {
    private final OnlineMapper mapper;

    Refusals(OnlineMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The newest first.
     *
     * @param system null for any
     * @param since only what was refused at this moment or later
     */
    @Transactional(readOnly = true)
    public List<KeptRefusal> list(@Nullable String system, Instant since, int most) {
        return mapper.refusals(system, since, most);
    }
}
