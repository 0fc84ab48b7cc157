package io.turnpike.payments.fiscal;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what ATOL Online answers: statuses {@code wait}, {@code done} and {@code fail}, and its numbered errors. */
final class AtolAnswer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    /** A receipt of this external id was accepted before. */
    private static final int EXTERNAL_ID_EXISTS = 33;

    /** It knows the receipt, and has nothing to tell of it yet. */
    private static final int NO_STATE_YET = 34;

    /** It does not say what went wrong; the receipt may stand there or not. */
    private static final Set<Integer> UNKNOWN = Set.of(0, 1);

    /** Tokens, passwords, a group or a version that do not fit, a blocked user, a server that is set up wrong: of all receipts. */
    private static final Set<Integer> NOT_LET_IN = Set.of(10, 11, 12, 14, 20, 21, 50);

    private static final int LONGEST_SAID = 300;

    private AtolAnswer() {}

    /** @param asked the register's number of the receipt that was asked for; empty for one that was sent */
    static Answer of(int status, String body, String asked) {
        JsonNode answer = json(body);
        String said = said(status, body);
        if (answer == null || status >= SERVER_ERROR || status == TOO_MANY) {
            return new Answer.Away(said);
        }
        String uuid = asked.isEmpty() ? answer.path("uuid").asString("") : asked;
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            return error(error.path("code").asInt(0), answer.path("status").asString(""), uuid, said);
        }
        return switch (answer.path("status").asString("")) {
            case "wait" ->
                uuid.isEmpty() ? new Answer.Later("accepted without a uuid: " + said) : new Answer.Waiting(uuid);
            case "done" -> made(answer.path("payload"), said);
            case "fail" -> new Answer.Refused(said);
            default -> new Answer.Away(said);
        };
    }

    private static Answer error(int code, String status, String uuid, String said) {
        boolean known = code == EXTERNAL_ID_EXISTS || code == NO_STATE_YET;
        if (known) {
            return uuid.isEmpty() ? new Answer.Later(said) : new Answer.Waiting(uuid);
        }
        if (NOT_LET_IN.contains(code)) {
            return new Answer.Away(said);
        }
        return UNKNOWN.contains(code) && !status.equals("fail") ? new Answer.Later(said) : new Answer.Refused(said);
    }

    private static Answer made(JsonNode payload, String said) {
        String document = text(payload, "fiscal_document_number");
        if (document == null) {
            return new Answer.Later("made without a fiscal document number: " + said);
        }
        return new Answer.Made(new Answer.Fiscal(
                text(payload, "fn_number"),
                text(payload, "ecr_registration_number"),
                text(payload, "shift_number"),
                text(payload, "fiscal_receipt_number"),
                document,
                text(payload, "fiscal_document_attribute"),
                text(payload, "receipt_datetime"),
                text(payload, "ofd_receipt_url")));
    }

    private static @Nullable String text(JsonNode payload, String name) {
        String text = payload.path(name).asString("");
        return text.isEmpty() ? null : text;
    }

    /** The token an answer gives; null where it gives none. */
    static @Nullable String token(String body) {
        JsonNode answer = json(body);
        return answer == null ? null : text(answer, "token");
    }

    /** What it said went wrong, for a person: code and text, else the beginning of the answer. */
    static String said(int status, String body) {
        JsonNode answer = json(body);
        JsonNode error = answer == null ? JSON.missingNode() : answer.path("error");
        String said = error.isObject()
                ? "error " + error.path("code").asString("?") + " ("
                        + error.path("type").asString("unknown") + "): "
                        + error.path("text").asString("")
                : "HTTP " + status + ": " + body;
        String line = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > LONGEST_SAID ? line.substring(0, LONGEST_SAID) : line;
    }

    private static @Nullable JsonNode json(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer != null && answer.isObject() ? answer : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
