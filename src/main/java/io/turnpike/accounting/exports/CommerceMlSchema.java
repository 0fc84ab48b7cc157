package io.turnpike.accounting.exports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The schema that files of CommerceML are held against before they are handed over. */
final class CommerceMlSchema {
    private static final String FILE = "/schemas/commerceml-2.10.xsd";

    private CommerceMlSchema() {}

    /**
     * Reads a file through.
     *
     * @throws IllegalStateException where it is not valid, with the place
     */
    static void check(Path file) throws IOException {
        try (InputStream definition = Objects.requireNonNull(CommerceMlSchema.class.getResourceAsStream(FILE));
                InputStream content = Files.newInputStream(file)) {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            Schema schema = factory.newSchema(new StreamSource(definition));
            Validator validator = schema.newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.validate(new StreamSource(content));
        } catch (SAXParseException e) {
            throw new IllegalStateException(
                    file + ":" + e.getLineNumber() + ": not valid by " + FILE + ", not handed over: " + e.getMessage(),
                    e);
        } catch (SAXException e) {
            throw new IllegalStateException(file + " is not valid by " + FILE + ": " + e.getMessage(), e);
        }
    }
}
