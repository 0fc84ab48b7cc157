package io.turnpike.demo;

import java.util.Locale;

/** Names, addresses and tax numbers that look like those of a country; all invented. */
@SuppressWarnings("ImmutableEnumChecker") // arrays of constants that nobody writes to
enum Names {
    RUSSIAN(
            "ru",
            new String[] {
                "Александр Петрович",
                "Дмитрий Андреевич",
                "Сергей Иванович",
                "Павел Николаевич",
                "Анна Сергеевна",
                "Мария Павловна",
                "Ольга Викторовна",
                "Елена Дмитриевна"
            },
            new String[] {
                "Орлов", "Ветров", "Соколов", "Ершов", "Громов", "Лугов", "Зимин", "Берегов", "Озеров", "Рощин",
                "Кедров", "Снегов"
            },
            new String[] {"Ромашка", "Вектор", "Полюс", "Маяк", "Исток", "Горизонт", "Причал", "Аврора"},
            new String[] {
                "ул. Садовая",
                "ул. Лесная",
                "Вокзальная ул.",
                "ул. Мира",
                "Цветочный бульвар",
                "Парковая ул.",
                "Речной проезд",
                "ул. Академика Примерова"
            }),
    GERMAN(
            "en",
            new String[] {"Anna", "Lukas", "Jonas", "Marie", "Felix", "Clara", "Paul", "Greta"},
            new String[] {
                "Bergmann",
                "Lindner",
                "Seidel",
                "Hartmann",
                "Vogt",
                "Brandt",
                "Krüger",
                "Möller",
                "Winter",
                "Jäger",
                "Sommer",
                "Förster"
            },
            new String[] {"Nordwind", "Hafenblick", "Lichtwerk", "Steinfeld", "Morgentau", "Waldrand", "Seeufer"},
            new String[] {
                "Gartenstraße",
                "Lindenallee",
                "Bahnhofstraße",
                "Am Kanal",
                "Schulstraße",
                "Birkenweg",
                "Marktplatz",
                "Uferpromenade"
            });

    private static final int[] INN_WEIGHTS = {2, 4, 10, 3, 5, 9, 4, 6, 8};

    private final String language;
    private final String[] first;
    private final String[] last;
    private final String[] firms;
    private final String[] streets;

    Names(String language, String[] first, String[] last, String[] firms, String[] streets) {
        this.language = language;
        this.first = first;
        this.last = last;
        this.firms = firms;
        this.streets = streets;
    }

    static Names of(DemoOperator operator) {
        return operator == DemoOperator.MERIDIAN ? RUSSIAN : GERMAN;
    }

    String language() {
        return language;
    }

    String person(Dice dice) {
        int given = dice.below(first.length);
        String family = dice.oneOf(last);
        return this == RUSSIAN ? family + (given >= 4 ? "а " : " ") + first[given] : first[given] + " " + family;
    }

    String company(Dice dice, int index) {
        return this == RUSSIAN
                ? "ООО «" + dice.oneOf(firms) + "-" + (index + 1) + "»"
                : dice.oneOf(firms) + " " + (index + 1) + " GmbH";
    }

    String fullName(String company) {
        return this == RUSSIAN
                ? company.replace("ООО", "Общество с ограниченной ответственностью")
                : company.replace("GmbH", "Gesellschaft mit beschränkter Haftung");
    }

    /** INN, KPP and VAT id, as the columns of customers.csv. */
    String taxNumbers(int index) {
        if (this == GERMAN) {
            return ",,DE" + (900_000_000 + index);
        }
        String digits = String.format(Locale.ROOT, "9909%05d", index % 100_000);
        int sum = 0;
        for (int i = 0; i < INN_WEIGHTS.length; i++) {
            sum += INN_WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return digits + sum % 11 % 10 + ",990901001,";
    }

    /** Postal index, city, street and house. */
    String address(Dice dice) {
        String place = this == RUSSIAN ? 115_000 + dice.below(90) + ",Москва," : 10_115 + dice.below(400) + ",Berlin,";
        String letter = dice.oneIn(6) ? this == RUSSIAN ? "А" : "a" : "";
        return place + dice.oneOf(streets) + "," + (1 + dice.below(140)) + letter;
    }
}
