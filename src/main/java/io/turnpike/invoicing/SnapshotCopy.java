package io.turnpike.invoicing;

import io.turnpike.database.CopyRows;
import io.turnpike.invoicing.content.DocumentContents;
import io.turnpike.invoicing.content.PackedContent;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Copies what the documents of a block say into {@code document_snapshot}, packed. */
final class SnapshotCopy {
    /** So many documents are packed each by itself: a dictionary would take more than it saves. */
    private static final int FEW = 16;
    /** What a document says of its operator, its customer and a first dozen of lines. */
    private static final int MODEL_BYTES = 16 * 1024;

    private final DocumentContents contents;
    private final DataSource dataSource;
    private final SnapshotWriter writer;

    SnapshotCopy(DocumentContents contents, DataSource dataSource, OperatorTerms terms) {
        this.contents = contents;
        this.dataSource = dataSource;
        this.writer = new SnapshotWriter(terms);
    }

    /** @param ids of the documents, in the order of the bills */
    void copy(BillRun run, List<StoredBill> bills, List<Long> ids) {
        byte[] models = ids.size() > FEW ? models(bills) : new byte[0];
        Long dictionary = models.length == 0 ? null : contents.keepDictionary(run.billRunId(), models);
        try (PackedContent packing = new PackedContent(models);
                CopyRows copy = CopyRows.into(dataSource, "document_snapshot (document_id, packed, dictionary_id)")) {
            int next = 0;
            for (StoredBill stored : bills) {
                for (DraftDocument document : stored.bill().documents()) {
                    copy.row(3).putLong(ids.get(next++));
                    copy.putBytes(packing.pack(writer.write(stored.bill(), document)));
                    putDictionary(copy, dictionary);
                }
            }
            copy.finish();
        }
    }

    private static void putDictionary(CopyRows copy, @Nullable Long dictionary) {
        if (dictionary == null) {
            copy.putNull();
        } else {
            copy.putLong(dictionary);
        }
    }

    /** How documents differ that have little in common. */
    private record Form(DocumentKind kind, String language, OperatorTerms.CustomerKind customer) {}

    /** The beginnings of the first document of each form, one behind the other. */
    private byte[] models(List<StoredBill> bills) {
        Set<Form> forms = new HashSet<>();
        ByteArrayOutputStream models = new ByteArrayOutputStream();
        for (StoredBill stored : bills) {
            DraftBill bill = stored.bill();
            for (DraftDocument document : bill.documents()) {
                if (forms.add(
                        new Form(document.kind(), bill.language(), bill.lead().kind()))) {
                    byte[] model = writer.write(bill, document);
                    models.write(model, 0, Math.min(model.length, MODEL_BYTES));
                }
            }
        }
        return models.toByteArray();
    }
}
