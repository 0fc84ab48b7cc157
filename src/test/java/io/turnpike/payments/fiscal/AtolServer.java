package io.turnpike.payments.fiscal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An online cash register as its published protocol says: tokens that can expire, external ids that are known once, receipts that wait, are
 * done or fail. It speaks over real HTTP, and can be told to go wrong.
 */
final class AtolServer implements AutoCloseable {
    static final String PASSWORD = "a password of the register";

    /** How the next sale goes wrong. */
    enum Trouble {
        /** It is accepted, and the answer never comes. */
        ACCEPTED_AND_SILENT,
        /** It is not accepted, and the answer says nothing of use. */
        BAD_GATEWAY,
        REFUSED,
        UNKNOWN_ERROR
    }

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, String> uuids = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();
    private final Queue<Trouble> troubles = new ArrayDeque<>();

    /** {@code sell EXTERNAL_ID}, in the order they were accepted. */
    final List<String> accepted = new ArrayList<>();

    /** The texts of what was accepted. */
    final List<JsonNode> receipts = new ArrayList<>();

    /** Every request that was let in, as {@code POST /group/sell}. */
    final List<String> requests = new ArrayList<>();

    private int tokens;
    private String token = "none";
    private String password = PASSWORD;
    private String madeState = "done";

    AtolServer() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/possystem/v5";
    }

    /** Everything that was made is forgotten, and every token too. */
    synchronized void begin() {
        token = "none";
        password = PASSWORD;
        madeState = "done";
        troubles.clear();
        accepted.clear();
        receipts.clear();
        requests.clear();
        uuids.clear();
        states.clear();
    }

    synchronized void expireTokens() {
        token = "expired";
    }

    synchronized void letIn(String wanted) {
        password = wanted;
    }

    synchronized void next(Trouble... wanted) {
        troubles.addAll(List.of(wanted));
    }

    /** What is accepted from now on comes to this: done, wait or fail. */
    synchronized void makes(String state) {
        madeState = state;
    }

    /** What waits is done now. */
    synchronized void makeAll() {
        states.replaceAll((uuid, state) -> "done");
    }

    synchronized int tokensGiven() {
        return tokens;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("/possystem/v[45]", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Said said = answer(
                exchange.getRequestMethod(), path, exchange.getRequestHeaders().getFirst("Token"), body);
        if (said.silent()) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Said(int status, String body, boolean silent) {
        static Said of(int status, String body) {
            return new Said(status, body, false);
        }
    }

    private synchronized Said answer(String method, String path, String shown, String body) {
        if (path.equals("/getToken")) {
            requests.add(method + " " + path);
            JsonNode asked = JsonMapper.shared().readTree(body);
            if (!asked.path("pass").asString("").equals(password)) {
                return error(401, 12, "Неверный логин или пароль", "");
            }
            tokens++;
            token = "token-" + tokens;
            return Said.of(200, "{\"error\":null,\"token\":\"" + token + "\",\"timestamp\":\"30.11.2026 17:58:53\"}");
        }
        if (!token.equals(shown)) {
            return error(401, 11, "Переданный токен не активен", "");
        }
        requests.add(method + " " + path);
        return path.contains("/report/") ? report(path.substring(path.lastIndexOf('/') + 1)) : sale(path, body);
    }

    private Said sale(String path, String body) {
        Trouble trouble = troubles.poll();
        if (trouble == Trouble.BAD_GATEWAY) {
            return Said.of(502, "<html>bad gateway</html>");
        }
        if (trouble == Trouble.REFUSED) {
            return error(400, 32, "Ошибка валидации входного чека", ",\"status\":\"fail\"");
        }
        if (trouble == Trouble.UNKNOWN_ERROR) {
            return error(400, 1, "Сервер не смог обработать входной чек", "");
        }
        JsonNode receipt = JsonMapper.shared().readTree(body);
        String externalId = receipt.path("external_id").asString("");
        String known = uuids.get(externalId);
        if (known != null) {
            return error(400, 33, "В системе существует чек", ",\"uuid\":\"" + known + "\",\"status\":\"wait\"");
        }
        String uuid = "uuid-" + (uuids.size() + 1);
        uuids.put(externalId, uuid);
        states.put(uuid, madeState);
        accepted.add(path.substring(path.lastIndexOf('/') + 1) + " " + externalId);
        receipts.add(receipt);
        return new Said(
                200,
                "{\"uuid\":\"" + uuid + "\",\"error\":null,\"status\":\"wait\",\"timestamp\":\"30.11.2026 17:58:53\"}",
                trouble == Trouble.ACCEPTED_AND_SILENT);
    }

    private Said report(String uuid) {
        return switch (states.getOrDefault(uuid, "")) {
            case "wait" -> error(200, 34, "Состояние чека не найдено", ",\"status\":\"wait\"");
            case "done" -> Said.of(200, """
                    {"uuid":"%s","error":null,"status":"done","payload":{"total":500.00,"fns_site":"www.nalog.gov.ru",
                    "fn_number":"9999078900006369","shift_number":23,"receipt_datetime":"30.11.2026 20:16:00",
                    "fiscal_receipt_number":6,"fiscal_document_number":133,"ecr_registration_number":"0000111118041361",
                    "fiscal_document_attribute":3449555941,"ofd_receipt_url":"https://consumer.example/133"}}""".formatted(uuid));
            case "fail" ->
                Said.of(
                        200,
                        "{\"uuid\":\"" + uuid
                                + "\",\"status\":\"fail\",\"error\":{\"code\":-3897,\"text\":\"Чек аннулирован\","
                                + "\"type\":\"driver\"},\"payload\":null}");
            default -> error(400, 30, "Передан некорректный UUID", ",\"status\":\"fail\"");
        };
    }

    private static Said error(int status, int code, String text, String more) {
        return Said.of(
                status,
                "{\"error\":{\"error_id\":\"e-1\",\"code\":" + code + ",\"text\":\"" + text
                        + "\",\"type\":\"system\"},\"timestamp\":\"30.11.2026 17:58:53\"" + more + "}");
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
