package io.turnpike.accounting.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of accounting systems, damaged: refused with a reason, or read to their end; never another exception, never a hang.
 * {@code -Dturnpike.mutations=100000} for many; a failure names the seed that repeats it.
 */
class MutatedBooksTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final int MUTATIONS = Integer.getInteger("turnpike.mutations", 500);
    private static final long FIRST_SEED = Long.getLong("turnpike.mutations.seed", 1);
    private static final long MOST_MILLIS = 10_000;

    private static final String CSV = """
        key;operator;date;amount;currency;reference;number;account;payer;payer-inn;purpose;status;status-text
        ;meridian;2026-03-05;1220.50;RUB;ПП-17;17;100;"ООО ""Клиент""; и Ко";7700000001;за связь;;
        17;meridian;2026-03-06;10.00;RUB;;18;999;;;;accepted;
        """;

    private static final String DOCUMENT = """
        <Документ><Ид>invoice/2026/1</Ид><Номер>1</Номер><Дата>2026-03-05</Дата><ХозОперация>Счет на оплату</ХозОперация>\
        <Роль>Продавец</Роль><Валюта>RUB</Валюта><Курс>1</Курс><Сумма>1.22</Сумма><Контрагенты><Контрагент><Ид>C-1</Ид>\
        <Наименование>A &amp; B</Наименование><ИНН>7700000001</ИНН><Роль>Покупатель</Роль></Контрагент></Контрагенты>\
        <Налоги><Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме><Сумма>0.22</Сумма></Налог></Налоги>\
        <Товары><Товар><Ид>1</Ид><Наименование>x</Наименование><Сумма>1.22</Сумма></Товар></Товары><ЗначенияРеквизитов>\
        <ЗначениеРеквизита><Наименование>КодОператора</Наименование><Значение>meridian</Значение></ЗначениеРеквизита>\
        </ЗначенияРеквизитов></Документ>
        """;

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<КоммерческаяИнформация"
            + " xmlns=\"urn:1C.ru:commerceml_2\" ВерсияСхемы=\"2.10\">\n" + DOCUMENT.repeat(3)
            + "</КоммерческаяИнформация>\n";

    private static final String[] PIECES = {
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "&b;",
        "]]>",
        "<![CDATA[",
        "<a>",
        "</Документ>",
        "\"",
        ";",
        "\r",
        "\n",
        "\u0000",
        "\uFEFF",
        "99999999999999999999",
        "-",
        "1e9",
        "<?xml version=\"1.0\" encoding=\"KOI8-R\"?>",
        "<!--"
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"accounts-payments", "1c-documents", "1c-payments", "1c-counterparties"})
    void damaged_files_are_refused_or_read_to_their_end(String name) throws IOException {
        ImportDefinition definition = Imports.load(HOME, new Problems()).get(name);
        String xml = name.equals("1c-payments") ? XML.replace("Счет на оплату", "Выплата безналичных денег") : XML;
        byte[] sound = (name.startsWith("1c") ? xml : CSV).getBytes(StandardCharsets.UTF_8);
        assertThat(read(definition, Files.write(folder.resolve("sound"), sound)))
                .isEqualTo(name.startsWith("1c") ? 3 : 2);
        int noticed = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
            Path file = Files.write(folder.resolve("damaged"), damaged(sound, new Random(seed)));
            long began = System.nanoTime();
            try {
                noticed += read(definition, file) < (name.startsWith("1c") ? 3 : 2) ? 1 : 0;
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("-Dturnpike.mutations.seed=" + seed + " on " + name, e);
            }
            assertThat((System.nanoTime() - began) / 1_000_000)
                    .as("seed %s", seed)
                    .isLessThan(MOST_MILLIS);
        }
        assertThat(noticed).as("damage that was noticed").isPositive();
    }

    /** The rows that could be read; none of a file that was refused. */
    private static int read(ImportDefinition definition, Path path) throws IOException {
        int told = 0;
        try (TheirFile file = TheirFiles.open(definition, path)) {
            for (TheirRow row = file.next(); row != null; row = file.next()) {
                assertThat(row.raw()).isNotNull();
                if (row instanceof TheirRow.Told each) {
                    told++;
                    for (Map.Entry<String, String> value : each.facts().values().entrySet()) {
                        assertThat(value.getValue()).doesNotContain("\u0000").isNotEmpty();
                    }
                } else if (row instanceof TheirRow.Misread each) {
                    assertThat(each.reason()).isNotBlank();
                }
            }
            return told;
        } catch (UnusableFile e) {
            assertThat(e.getMessage()).isNotBlank();
            return 0;
        }
    }

    private static byte[] damaged(byte[] sound, Random dice) {
        byte[] bytes = sound;
        for (int times = 1 + dice.nextInt(3); times > 0 && bytes.length > 0; times--) {
            int from = dice.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + dice.nextInt(200));
            byte[] before = Arrays.copyOf(bytes, from);
            byte[] behind = Arrays.copyOfRange(bytes, to, bytes.length);
            bytes = switch (dice.nextInt(6)) {
                case 0 -> before;
                case 1 -> joined(before, behind);
                case 2 -> joined(bytes, bytes);
                case 3 ->
                    joined(
                            before,
                            PIECES[dice.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8),
                            Arrays.copyOfRange(bytes, from, bytes.length));
                case 4 -> {
                    byte[] flipped = bytes.clone();
                    flipped[from] = (byte) dice.nextInt(256);
                    yield flipped;
                }
                default -> {
                    byte[] huge = new byte[dice.nextInt(8) == 0 ? 2_000_000 : 20_000];
                    Arrays.fill(huge, (byte) "A9<;\"".charAt(dice.nextInt(5)));
                    yield joined(before, huge, behind);
                }
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
