package io.turnpike.accounting.commerceml;

import io.turnpike.accounting.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CommerceML 2.10: its namespace, its words for kinds of documents, and the names under which {@code ЗначенияРеквизитов} carry what has
 * no element of its own. A customer alone is a document of the operation {@code Прочие} with one counterparty: the format has no other
 * place for it.
 */
public final class CommerceMl {
    public static final String NAMESPACE = "urn:1C.ru:commerceml_2";
    public static final String VERSION = "2.10";
    public static final String ROOT = "КоммерческаяИнформация";

    /** Of 1C: what became of a document there. */
    public static final String POSTED = "Проведен";

    public static final String DELETED = "ПометкаУдаления";
    public static final String REJECTED = "Отклонен";

    /** Full and short name are the same text, and both are ours. */
    public static final String SAME_FULL_NAME = "ПолноеНаименованиеКакКраткое";

    private static final Map<String, String> OPERATIONS = Map.of(
            "invoice", "Счет на оплату",
            "debit-note", "Счет на оплату",
            "act", "Отпуск товара",
            "transfer-document", "Отпуск товара",
            "vat-invoice", "Счет-фактура",
            "advance-invoice", "Счет-фактура",
            "correction", "Возврат товара",
            "credit-note", "Возврат товара");

    public static final String BUYER = "Покупатель";

    /** Who paid, where that is somebody else than the customer, or nobody knows yet whose the money is. */
    public static final String PAYER = "Плательщик";

    /** Operations by which a customer's money comes in, each with how it comes, as imports call it. */
    public static final Map<String, String> MONEY_IN = named(
            "Выплата безналичных денег", "bank",
            "Выплата наличных денег", "cash",
            "Эквайринговая операция", "cards");

    private static final Map<String, String> DOCUMENT = named(
            "kind", "ВидДокумента",
            "period-from", "ПериодС",
            "period-last", "ПериодПо",
            "operator", "КодОператора",
            "customer-kind", "ВидКонтрагента",
            "vat-id", "НомерПлательщикаНДС",
            "account", "ЛицевойСчет",
            "contract", "Договор",
            "contract-date", "ДатаДоговора",
            "net", "СуммаБезНДС",
            "corrects-kind", "ВидИсходногоДокумента",
            "corrects-number", "НомерИсходногоДокумента",
            "corrects-date", "ДатаИсходногоДокумента",
            "version", "Версия");

    private static final Map<String, String> LINE = named(
            "position", "НомерСтроки",
            "group", "Группа",
            "service", "Услуга",
            "line-from", "ПериодС",
            "line-last", "ПериодПо",
            "line-net", "СуммаБезНДС");

    private static final Map<String, String> PAYMENT = named(
            "operator", "КодОператора",
            "number", "НомерПлатежа",
            "commission", "Комиссия",
            "source", "Источник",
            "reference", "ВнешнийНомер",
            "state", "СостояниеПлатежа",
            "into", "СчетКниг",
            "account", "ЛицевойСчет",
            "customer-kind", "ВидКонтрагента",
            "payer", "Плательщик",
            "payer-inn", "ИННПлательщика",
            "payer-account", "СчетПлательщика",
            "own-account", "СчетПолучателя",
            "version", "Версия");

    private static final Map<String, String> REFUND = named(
            "kind", "ВидВозврата",
            "operator", "КодОператора",
            "number", "НомерПлатежа",
            "state", "СостояниеПлатежа",
            "payment", "ИдПлатежа",
            "source", "Источник",
            "reference", "ВнешнийНомер",
            "from", "СчетКниг",
            "account", "ЛицевойСчет",
            "customer-kind", "ВидКонтрагента",
            "version", "Версия");

    private static final Map<String, String> COUNTERPARTY = named(
            "operator", "КодОператора",
            "kind", "ВидКонтрагента",
            "vat-id", "НомерПлательщикаНДС",
            "language", "Язык",
            "version", "Версия");

    /** Elements of a counterparty by our fields. */
    public static final Map<String, String> PARTY = named("name", "Наименование", "inn", "ИНН", "kpp", "КПП");

    /** Types of address fields by ours, in the order they are written. */
    public static final Map<String, String> ADDRESS = named(
            "postal-index", "Почтовый индекс", "city", "Город", "street", "Улица", "house", "Дом", "flat", "Квартира");

    /** Types of contacts by ours. */
    public static final Map<String, String> CONTACTS = named("email", "Почта", "phone", "Телефон рабочий");

    private CommerceMl() {}

    private static Map<String, String> named(String... pairs) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            named.put(pairs[i], pairs[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(named);
    }

    /** The names of requisites by our fields. */
    public static Map<String, String> requisites(Content content) {
        return switch (content) {
            case DOCUMENTS, LINES -> DOCUMENT;
            case PAYMENTS -> PAYMENT;
            case REFUNDS -> REFUND;
            case COUNTERPARTIES, POSTINGS -> COUNTERPARTY;
        };
    }

    /** The names of requisites of a line by our fields. */
    public static Map<String, String> lineRequisites() {
        return LINE;
    }

    /** The operation of a kind of document. */
    public static String operation(String kind) {
        return OPERATIONS.getOrDefault(kind, "Прочие");
    }

    /** The kind of an operation, where a file does not tell the kind itself. */
    public static Optional<String> kind(String operation) {
        return switch (operation) {
            case "Счет на оплату" -> Optional.of("invoice");
            case "Отпуск товара" -> Optional.of("act");
            case "Счет-фактура" -> Optional.of("vat-invoice");
            default -> Optional.empty();
        };
    }

    /** The fields that accounting systems keep, and by which both sides are compared; lines besides. */
    public static List<String> comparedFields(Content content) {
        return switch (content) {
            case DOCUMENTS, LINES ->
                List.of(
                        "currency",
                        "customer",
                        "customer-name",
                        "date",
                        "gross",
                        "inn",
                        "kind",
                        "kpp",
                        "number",
                        "vat");
            case PAYMENTS, REFUNDS -> List.of("account", "amount", "currency", "date");
            case COUNTERPARTIES, POSTINGS ->
                List.of(
                        "city",
                        "email",
                        "flat",
                        "full-name",
                        "house",
                        "inn",
                        "kpp",
                        "name",
                        "phone",
                        "postal-index",
                        "street");
        };
    }
}
