package io.turnpike.payments.online;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of a request, from its address and from the body of a form, in a character set of ours to choose: a web server
 * would guess it. What is written twice, or cannot be read, is refused; nothing is replaced or dropped.
 */
final class FormParameters {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** More than any dialect has; a longer list is a mistake or an attack. */
    private static final int MOST_PARAMETERS = 50;

    private FormParameters() {}

    /**
     * Values by name in lower case.
     *
     * @throws RefusedRequest with the reason
     */
    static Map<String, String> of(OnlineRequest request, Charset characterSet) {
        Map<String, String> values = new LinkedHashMap<>();
        read(request.query().getBytes(StandardCharsets.ISO_8859_1), characterSet, values);
        if (request.body().length > 0) {
            if (!request.contentType().equals(FORM)) {
                throw new RefusedRequest(Result.BAD_REQUEST, "the body is no " + FORM);
            }
            read(request.body(), characterSet, values);
        }
        return values;
    }

    private static void read(byte[] text, Charset characterSet, Map<String, String> values) {
        int from = 0;
        for (int at = 0; at <= text.length; at++) {
            if (at == text.length || text[at] == '&') {
                if (at > from) {
                    pair(text, from, at, characterSet, values);
                }
                from = at + 1;
            }
        }
    }

    private static void pair(byte[] text, int from, int to, Charset characterSet, Map<String, String> values) {
        int equals = from;
        while (equals < to && text[equals] != '=') {
            equals++;
        }
        String name = decoded(text, from, equals, characterSet).toLowerCase(Locale.ROOT);
        String value = equals < to ? decoded(text, equals + 1, to, characterSet) : "";
        if (values.put(name, value) != null) {
            throw new RefusedRequest(Result.BAD_REQUEST, "a parameter is there twice");
        }
        if (values.size() > MOST_PARAMETERS) {
            throw new RefusedRequest(Result.BAD_REQUEST, "more than " + MOST_PARAMETERS + " parameters");
        }
    }

    private static String decoded(byte[] text, int from, int to, Charset characterSet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        for (int at = from; at < to; at++) {
            if (text[at] == '%') {
                int high = at + 2 < to ? Character.digit(text[at + 1], 16) : -1;
                int low = at + 2 < to ? Character.digit(text[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new RefusedRequest(Result.BAD_REQUEST, "a percent sign stands before no two digits");
                }
                bytes.write(high << 4 | low);
                at += 2;
            } else {
                bytes.write(text[at] == '+' ? ' ' : text[at]);
            }
        }
        try {
            String value = characterSet
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw new RefusedRequest(Result.BAD_REQUEST, "a control character");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw new RefusedRequest(Result.BAD_REQUEST, "not in " + characterSet);
        }
    }
}
