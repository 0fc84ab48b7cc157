package io.turnpike.invoicing.content;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what documents say out of the rows that keep it. */
@Component
public class DocumentContents {
    private static final byte[] NONE = {};
    /** A block of a bill run has one, and what is read together is of a few blocks. */
    private static final int KNOWN_DICTIONARIES = 64;

    private final DocumentContentsMapper mapper;
    private final Map<Long, byte[]> dictionaries = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KNOWN_DICTIONARIES;
        }
    });

    DocumentContents(DocumentContentsMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A row of {@code document_snapshot}: the text, or what it is packed to.
     *
     * @param dictionaryId null where it is packed by itself
     */
    @SuppressWarnings("ArrayRecordComponent") // a packed content, never compared
    public record Kept(
            @Nullable String body,
            byte @Nullable [] packed,
            @Nullable Long dictionaryId) {}

    /** The JSON of a row. */
    public String text(Kept kept) {
        if (kept.packed() == null) {
            if (kept.body() == null) {
                throw new IllegalStateException("a document has no content");
            }
            return kept.body();
        }
        byte[] content = kept.dictionaryId() == null
                ? PackedContent.unpack(kept.packed(), NONE)
                : unpacked(kept.packed(), kept.dictionaryId());
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Keeps the dictionary of documents that a bill run is about to write, in the running transaction; its id. */
    public long keepDictionary(long billRunId, byte[] dictionary) {
        return mapper.keepDictionary(billRunId, dictionary);
    }

    /** Where a database was emptied or restored beneath the program, another dictionary may have the number: then it is read again. */
    private byte[] unpacked(byte[] packed, long dictionaryId) {
        byte[] known = dictionaries.get(dictionaryId);
        if (known != null) {
            try {
                return PackedContent.unpack(packed, known);
            } catch (IllegalStateException e) {
                dictionaries.remove(dictionaryId);
            }
        }
        DocumentContentsMapper.Dictionary kept = mapper.dictionary(dictionaryId);
        if (kept == null) {
            throw new IllegalStateException("the dictionary " + dictionaryId + " of packed documents is not there");
        }
        dictionaries.put(dictionaryId, kept.content());
        return PackedContent.unpack(packed, kept.content());
    }
}
