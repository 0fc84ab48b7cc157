package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person types it; no database is there. */
class CheckCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {}

    private static Said say(Path definitions, String... names) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of("check", "--definitions=" + definitions));
        line.addAll(List.of(names));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Shipped definitions to spoil: what stands in the file with the one text replaced by the other. */
    private void spoil(String file, String text, String by) throws IOException {
        String shipped = Files.readString(Path.of(file));
        assertThat(shipped).contains(text);
        write(file, shipped.replace(text, by));
    }

    private void copy(String file) throws IOException {
        write(file, Files.readString(Path.of(file)));
    }

    @Test
    void shipped_definitions_have_no_mistakes_and_their_examples_hold() {
        Said said = say(Path.of("."));
        assertThat(said.out()).matches("(?s)checked 2 operators, [0-9]+ plans, .* jobs; [0-9]+ examples, 0 failed\n");
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
    }

    @Test
    void one_mistake_of_each_kind_is_told_with_all_the_others() throws IOException {
        write("rating-rules/common/zones/town.yaml", "zones:\n  town: [ 7495x ]\n");
        write("rating-rules/common/holidays/ru-2026.yaml", "calendar: ru\nyear: 2026\ndays: [ 2026-13-01 ]\n");
        write("rating-rules/common/traffic-zones.yaml", "zones:\n  peering: [ 198.51.100.0/24 ]\n");
        write("rating-rules/phone/2026-01-01.yaml", """
                plan: phone
                valid-from: 2026-01-01
                currency: RUB
                round: half-up to 0.01 RUB
                fees:
                  rental: { every: fortnight, price: 10.00 RUB, bill: in-advance, prorate: by-day }
                rates:
                  voice/incoming: { price: 0 RUB/minute }
                """);
        spoil("readers/asterisk-csv/format.yaml", "usage: voice", "usage: voise");
        spoil("readers/nfdump-1.7.5/format.yaml", "kind: flows", "kind: flows\nspeed: fast");
        spoil("document-templates/operators/meridian.yaml", "currency: RUB", "currency: roubles");
        write("document-templates/act/template.xml", "<document><page>${nobody.knows}</page></document>");
        write("document-templates/act/sample.en.json", "{}");
        write("document-templates/act/texts.en.yaml", "title: Act\n");
        write("jobs/night.yaml", "job: night\ntitle: A night\nsteps:\n  - colect-calls\n");

        Said said = say(folder);
        assertThat(said.out())
                .contains("rating-rules/common/zones/town.yaml:2:")
                .contains("rating-rules/common/holidays/ru-2026.yaml:3:")
                .contains("rating-rules/common/traffic-zones.yaml:1:1: no zone is everything-else")
                .contains("rating-rules/phone/2026-01-01.yaml:6:")
                .contains("rating-rules/phone/2026-01-01.yaml:8:")
                .contains("readers/asterisk-csv/format.yaml:")
                .contains("readers/nfdump-1.7.5/format.yaml:")
                .contains("document-templates/operators/meridian.yaml:")
                .contains("document-templates/act/")
                .contains("jobs/night.yaml:4:5: unknown step 'colect-calls'\n"
                        + "    4 |   - colect-calls\n"
                        + "      |     ^^^^^^^^^^^^\n"
                        + "  did you mean 'collect-calls'? ");
        assertThat(said.code()).isEqualTo(3);
    }

    @Test
    void a_step_whose_parameter_the_job_does_not_have_is_told_before_a_night_finds_it() throws IOException {
        write(
                "jobs/night.yaml",
                "job: night\ntitle: A night\nsteps:\n  - settle\n  - charge-fees: { through: 2026-03-01 }\n");
        Said said = say(folder);
        assertThat(said.out())
                .startsWith("jobs/night.yaml:4:5: the step 'settle' needs 'through'\n")
                .contains("  add 'through' to the 'parameters:' of the job, or write it here as an option")
                .contains("1 mistake");
        assertThat(said.code()).isEqualTo(3);
    }

    @Test
    void values_that_a_job_cannot_run_with_are_told_before_it_does() throws IOException {
        copy("document-templates/operators/meridian.yaml");
        copy("readers/asterisk-csv/format.yaml");
        write("jobs/night.yaml", """
                job: night
                title: A night
                parameters:
                  inbx: { help: where files come in }
                  release: { help: how, default: by-treshold }
                  period: { help: days, required: yes }
                steps:
                  - collect-calls: { range: 0, format: asterisk-cvs }
                  - settle: { through: yesterday }
                  - release-invoices: { through: 2026-03-01, operator: meridan }
                  - render-documents: { bill-run: last }
                  - export-books: { period: march }
                  - retain: { usage-months: -1, traffic-months: 12 }
                """);
        assertThat(say(folder).out().lines().filter(line -> line.startsWith("jobs/")))
                .containsExactly(
                        "jobs/night.yaml:4:3: no step of the job reads the parameter 'inbx'",
                        "jobs/night.yaml:5:34: release: cannot read 'by-treshold'",
                        "jobs/night.yaml:8:29: range: cannot read '0'",
                        "jobs/night.yaml:8:40: format: there is no 'asterisk-cvs'",
                        "jobs/night.yaml:9:24: through: cannot read 'yesterday'",
                        "jobs/night.yaml:10:56: operator: there is no 'meridan'",
                        "jobs/night.yaml:11:35: bill-run: cannot read 'last'",
                        "jobs/night.yaml:12:29: period: cannot read 'march'",
                        "jobs/night.yaml:13:29: usage-months: cannot read '-1'");
        assertThat(say(folder).out())
                .contains("  did you mean 'inbox'? ")
                .contains("  did you mean 'by-threshold'? ")
                .contains("  did you mean 'asterisk-csv'? ")
                .contains("  write a date as 2026-01-31\n")
                .contains("  did you mean 'meridian'? ")
                .contains("  write a month as 2026-10, a day as 2026-10-05, ");
    }

    @Test
    void what_an_item_prints_fits_what_it_takes() throws IOException {
        write("rating-rules/texts/2026-01-01.yaml", """
                plan: texts
                valid-from: 2026-01-01
                currency: EUR
                round: half-up to 0.01 EUR
                rates:
                  message/outgoing/'mobile': { price: 0.10 EUR/event }
                """);
        String shipped = Files.readString(Path.of("document-templates/operators/nordlicht.yaml"));
        String items = shipped.substring(0, shipped.indexOf("\nitems:") + 1);
        String words = shipped.substring(shipped.indexOf("\nwords:") + 1);
        write("document-templates/operators/nordlicht.yaml", items + """
                items:
                  calls: { takes: voice, name: { en: Calls }, unit: GiB, revenue: usage, vat: standard }
                  data: { takes: [internet, iptv], name: { en: Data }, unit: GB, revenue: usage, vat: standard }
                  abroad: { takes: message/outgoing/'mobil', name: { en: Abroad }, unit: event, revenue: usage, vat: standard }
                  rental: { takes: [fee/rental, event], name: { en: Rental }, unit: piece, revenue: usage, vat: standard }
                  rest: { takes: [message, fee], name: { en: Rest }, unit: event, revenue: usage, vat: standard }
                """ + words);
        Said said = say(folder);
        assertThat((said.out() + said.err()).lines().filter(line -> line.contains("nordlicht.yaml:")))
                .containsExactly(
                        "document-templates/operators/nordlicht.yaml:58:53: what 'voice' charges is not counted in 'GiB'",
                        "warning: document-templates/operators/nordlicht.yaml:59:62: the item takes charges that are"
                                + " counted in different units, and prints their sum in 'GB'",
                        "warning: document-templates/operators/nordlicht.yaml:60:20: no plan charges anything under"
                                + " 'message/outgoing/'mobil''",
                        "warning: document-templates/operators/nordlicht.yaml:61:21: no plan charges anything under"
                                + " 'fee/rental'");
        assertThat(said.out() + said.err())
                .contains("  did you mean 'min'? write one of: s, min, h\n")
                .contains("  make an item for each of B KiB MiB GiB MB GB; event piece\n")
                .contains("  did you mean 'message/outgoing/'mobile''?\n")
                .contains("  write a node of the plans, or fee/ and the name of a fee\n");
    }

    @Test
    void a_word_with_a_mistake_is_followed_by_the_one_that_was_meant() throws IOException {
        spoil("readers/asterisk-csv/format.yaml", "zone: Europe/Moscow", "zone: Europe/Mosow");
        spoil("readers/cisco-cucm/format.yaml", "format: epoch-seconds", "format: epoch-secnds");
        assertThat(say(folder).out())
                .contains("unknown time zone 'Europe/Mosow'\n")
                .contains("  did you mean 'Europe/Moscow'? write a zone of the IANA database such as Europe/Moscow\n")
                .contains("unknown time format 'epoch-secnds'\n")
                .contains("  did you mean 'epoch-seconds'?\n")
                .contains(" 2 mistakes");
    }

    @Test
    void a_mistake_in_an_operators_file_is_not_told_again_at_each_of_its_scenarios() throws IOException {
        spoil("document-templates/operators/meridian.yaml", "currency: RUB", "currency: roubles");
        write("rating-rules/a/year.scenario", "operator meridian\n2026-01-10 pay nobody 1.00 RUB\n");
        write("rating-rules/a/other.scenario", "operator merdian\n");
        assertThat(say(folder).out())
                .contains("document-templates/operators/meridian.yaml:")
                .doesNotContain("year.scenario")
                .contains("rating-rules/a/other.scenario:1:10: unknown operator 'merdian'");
    }

    @Test
    void an_operators_language_is_one_that_documents_have_forms_in() throws IOException {
        spoil("document-templates/operators/meridian.yaml", "language: ru", "language: xx");
        Said said = say(folder);
        assertThat(said.out())
                .contains("document-templates/operators/meridian.yaml: no document has a form in the language 'xx'");
        assertThat(said.code()).isEqualTo(3);
    }

    @Test
    void what_an_editor_does_not_show_is_named() throws IOException {
        write("rating-rules/phone/2026-01-01.yaml", """
                plan: phone
                currency: RUB
                round: half-up to 0.01 RUB
                rates:
                  voice/incoming: 1.00 RU\u0412/min
                  voice/outgoing: 1.00\u00a0RUB/min
                """);
        assertThat(say(folder).out())
                .contains("  'RU\u0412' mixes Latin and Cyrillic letters that look alike: type it anew")
                .contains("  a blank on this line or the one above is a no-break blank (U+00A0): write a plain one");
    }

    @Test
    void an_example_that_fails_says_where_it_stands_what_was_expected_and_what_came() throws IOException {
        write("rating-rules/phone/2026-01-01.yaml", """
                plan: phone
                valid-from: 2026-01-01
                currency: RUB
                round: half-up to 0.01 RUB
                rates:
                  voice/incoming: { price: 0 RUB/min }
                  voice/outgoing/+7495: { price: 0.60 RUB/min }
                """);
        write("rating-rules/phone/2026-01-01.examples", """
                zone: Europe/Moscow

                example: by the second
                2026-03-02 10:00    voice +74951234567 61 s    0.60 RUB
                """);
        copy("readers/nfdump-1.7.5/format.yaml");
        write("readers/nfdump-1.7.5/nfdump.examples", "> no such line\n= 192.0.2.10 -> 203.0.113.10\n");
        copy("readers/asterisk-csv/format.yaml");
        write("readers/asterisk-csv/asterisk.examples", "> a,b\n= voice outgoing\n");

        Said said = say(folder);
        assertThat(said.out())
                .contains("rating-rules/phone/2026-01-01.examples:4: expected 0.60 RUB, got 0.610000 RUB")
                .contains("readers/nfdump-1.7.5/nfdump.examples:2: expected '192.0.2.10 -> 203.0.113.10'")
                .contains("readers/asterisk-csv/asterisk.examples:2: expected voice outgoing\n  got ");
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void a_sample_that_is_not_there_is_told_where_the_examples_name_it() throws IOException {
        copy("readers/mvts/format.yaml");
        write("readers/mvts/mvts.examples", "# of yesterday\nsample gone.log\n= complete\n");
        Said said = say(folder);
        assertThat(said.out()).contains("""
                readers/mvts/mvts.examples:3: expected complete
                  got unusable: no file 'gone.log' beside the examples
                """);
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void a_name_narrows_what_is_shown_and_a_wrong_one_gets_a_suggestion() throws IOException {
        assertThat(say(Path.of("."), "home-phone").out())
                .matches("checked home-phone; [1-9][0-9]* examples, 0 failed\n");
        Said wrong = say(Path.of("."), "home-fone");
        assertThat(wrong.err()).contains("nothing is called 'home-fone': did you mean 'home-phone'?");
        assertThat(wrong.code()).isEqualTo(2);
    }

    @Test
    void a_folder_without_definitions_is_no_definitions() {
        Said said = say(folder);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("has none of the folders rating-rules, readers, payment-systems, cash-registers,"
                        + " document-templates, jobs");
    }

    @Test
    void mistakes_of_a_scenario_are_told_without_a_database() throws IOException {
        for (String file :
                List.of("document-templates/operators/meridian.yaml", "rating-rules/home-100/2026-01-01.yaml")) {
            copy(file);
        }
        write(
                "rating-rules/home-100/trial.scenario",
                "operator meridian\n2026-01-10  subscribe net internet to home-10\n");
        Said said = say(folder);
        assertThat(said.code()).isEqualTo(Failure.BAD_DEFINITIONS);
        assertThat(said.out())
                .contains("rating-rules/home-100/trial.scenario:2:1: no account is named above")
                .contains("1 scenario");
    }

    @Test
    void a_scenario_that_is_not_there_is_told_with_what_is() {
        Said said = say(Path.of("."), "--scenarios", "year1");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("'year1'").contains("did you mean 'year'?");
    }

    @Test
    void examples_of_exports_and_imports_are_run_and_one_that_fails_is_told() throws IOException {
        copy("document-templates/exports/reference/export.yaml");
        copy("document-templates/imports/reference/import.yaml");
        copy("document-templates/imports/reference/reference.examples");
        Files.copy(
                Path.of("document-templates/imports/reference/register.csv"),
                folder.resolve("document-templates/imports/reference/register.csv"));
        String examples = "document-templates/exports/reference/reference.examples";
        copy(examples);
        Said sound = say(folder);
        assertThat(sound.out()).matches("(?s)checked .*1 export, 1 import, .*; [0-9]+ examples, 0 failed\n");
        assertThat(sound.code()).isZero();
        spoil(examples, "= Акт;А-7;28.02.2026;", "= Акт;А-7;2026-02-28;");
        String spoilt = "document-templates/imports/reference/reference.examples";
        spoil(spoilt, "  gross: -0.50", "  gross: 0.50");
        Said said = say(folder);
        assertThat(said.out())
                .contains(examples + ":49: expected Акт;А-7;2026-02-28;")
                .contains("\n  got Акт;А-7;28.02.2026;")
                .contains("\n  from character 10 on: expected '026-02-28;ООО")
                .contains(spoilt + ":27: expected gross: 0.50\n  got gross: -0.50\n")
                .contains(" examples, 2 failed\n");
        assertThat(said.code()).isEqualTo(Failure.FAILED);
        assertThat(say(folder, "exports").out()).endsWith(" examples, 1 failed\n");
    }
}
