package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.online.Wire.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Forms in, XML out. No XML is ever read. */
final class FormDialect implements Dialect {
    private static final int OK_STATUS = 200;

    private final FormStyle style;

    FormDialect(FormStyle style) {
        this.style = style;
    }

    FormStyle style() {
        return style;
    }

    @Override
    public Ask read(PaymentSystem system, OnlineRequest request, Instant now) {
        Map<String, String> parameters =
                FormParameters.of(request, system.wire().characterSet());
        FormStyle.Command command = style.commands().get(value(system, parameters, Part.COMMAND));
        if (command == null) {
            throw new RefusedRequest(Result.UNKNOWN_COMMAND);
        }
        currency(system, parameters);
        String transaction = value(system, parameters, Part.TRANSACTION);
        if (!style.isTransaction(transaction) && !(command == FormStyle.Command.CHECK && transaction.isEmpty())) {
            throw new RefusedRequest(Result.BAD_TRANSACTION);
        }
        return switch (command) {
            case CHECK ->
                new Ask.Check(transaction, value(system, parameters, Part.ACCOUNT), amount(system, parameters));
            case PAY -> pay(system, parameters, transaction, now);
            case CANCEL -> cancel(system, parameters, transaction);
            case STATUS -> new Ask.Status(transaction);
        };
    }

    private Ask pay(PaymentSystem system, Map<String, String> parameters, String transaction, Instant now) {
        Money amount = amount(system, parameters);
        if (amount == null) {
            throw new RefusedRequest(Result.BAD_AMOUNT, "no sum");
        }
        String written = value(system, parameters, Part.DATE);
        ZonedDateTime today = now.atZone(system.zone());
        ZonedDateTime paid = written.isEmpty() ? today : date(system, written);
        if (paid.isBefore(today.minus(system.dates().back()))
                || paid.isAfter(today.plus(system.dates().ahead()))) {
            throw new RefusedRequest(Result.BAD_DATE, "the date '" + written + "' is too far from now");
        }
        return new Ask.Pay(transaction, value(system, parameters, Part.ACCOUNT), amount, paid.toLocalDate(), "", false);
    }

    /** The transaction to take back: what the request names so, or else its own. */
    private Ask cancel(PaymentSystem system, Map<String, String> parameters, String transaction) {
        String cancels = value(system, parameters, Part.CANCELS);
        if (!cancels.isEmpty() && !style.isTransaction(cancels)) {
            throw new RefusedRequest(Result.BAD_TRANSACTION);
        }
        Access.Signature signature = system.access().signature();
        if (!cancels.isEmpty()
                && signature != null
                && !signature.of().contains(system.wire().name(Part.CANCELS))) {
            throw new RefusedRequest(Result.FORBIDDEN, "which payment to cancel is not signed");
        }
        return new Ask.Cancel(cancels.isEmpty() ? transaction : cancels, amount(system, parameters));
    }

    private static void currency(PaymentSystem system, Map<String, String> parameters) {
        String currency = value(system, parameters, Part.CURRENCY);
        if (!currency.isEmpty() && !currency.equals(system.currency().getCurrencyCode())) {
            throw new RefusedRequest(Result.FORBIDDEN, "paid in '" + currency + "', not " + system.currency());
        }
    }

    private static ZonedDateTime date(PaymentSystem system, String written) {
        try {
            return LocalDateTime.parse(written, system.wire().dateFormat()).atZone(system.zone());
        } catch (DateTimeException e) {
            throw new RefusedRequest(Result.BAD_DATE, "no date: '" + written + "'");
        }
    }

    /** Null where no sum is written. Blanks around one are none of it: a plus sign in a form is a blank. */
    private static @Nullable Money amount(PaymentSystem system, Map<String, String> parameters) {
        String written = parameters.getOrDefault(system.wire().name(Part.SUM), "");
        if (written.isEmpty()) {
            return null;
        }
        return SumText.read(written, system.currency(), system.wire())
                .orElseThrow(() -> new RefusedRequest(Result.BAD_AMOUNT, "no sum: '" + written + "'"));
    }

    private static String value(PaymentSystem system, Map<String, String> parameters, Part part) {
        return parameters.getOrDefault(system.wire().name(part), "").strip();
    }

    @Override
    public String transaction(PaymentSystem system, OnlineRequest request) {
        try {
            String written =
                    value(system, FormParameters.of(request, system.wire().characterSet()), Part.TRANSACTION);
            return style.isTransaction(written) ? written : "";
        } catch (RefusedRequest e) {
            return "";
        }
    }

    @Override
    public OnlineAnswer write(PaymentSystem system, Outcome outcome) {
        Charset characterSet = system.wire().characterSet();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, characterSet.name());
            xml.writeStartDocument(characterSet.name(), "1.0");
            xml.writeStartElement("response");
            write(xml, style.elements(system, outcome));
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an answer of known elements could not be written", e);
        }
        return new OnlineAnswer(
                OK_STATUS,
                "text/xml; charset=" + characterSet.name().toLowerCase(java.util.Locale.ROOT),
                bytes.toByteArray(),
                outcome.result());
    }

    private static void write(XMLStreamWriter xml, Map<String, Object> elements) throws XMLStreamException {
        for (Map.Entry<String, Object> element : elements.entrySet()) {
            xml.writeStartElement(element.getKey());
            if (element.getValue() instanceof Map<?, ?> fields) {
                int number = 0;
                for (Map.Entry<?, ?> field : fields.entrySet()) {
                    number++;
                    xml.writeStartElement("field" + number);
                    xml.writeAttribute("name", String.valueOf(field.getKey()));
                    xml.writeCharacters(printable(field.getValue()));
                    xml.writeEndElement();
                }
            } else {
                xml.writeCharacters(printable(element.getValue()));
            }
            xml.writeEndElement();
        }
    }

    /** Without the characters that XML 1.0 cannot hold. */
    private static String printable(@Nullable Object value) {
        return String.valueOf(value)
                .replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", " ");
    }
}
