package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.invoicing.BillableCharges.UsageRow;
import io.turnpike.invoicing.ReleaseMapper.PartSum;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are read by the places of their columns come in those places, in whichever statement. */
class BilledRowsTest {
    private static final List<Class<?>> MAPPERS = List.of(
            BillRunMapper.class,
            LineMapper.class,
            AdvanceInvoiceMapper.class,
            BillableChargesMapper.class,
            ReleaseMapper.class);

    /** The select list that stands at the margin, not those of what it selects from. */
    private static final Pattern SELECTED = Pattern.compile("^select (.*?)^from ", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*$");

    @ParameterizedTest
    @ValueSource(classes = {BilledAccount.class, UsageRow.class, FeeRow.class, PartSum.class})
    void columns_stand_in_the_order_of_the_components(Class<?> row) {
        List<String> components = Arrays.stream(row.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
        List<Method> statements = MAPPERS.stream()
                .flatMap(mapper -> Arrays.stream(mapper.getDeclaredMethods()))
                .filter(method -> method.getGenericReturnType().getTypeName().contains(row.getName()))
                .toList();
        assertThat(statements).isNotEmpty();
        for (Method statement : statements) {
            String sql = String.join("\n", statement.getAnnotation(Select.class).value());
            assertThat(selected(sql)).as(statement.toString()).isEqualTo(components);
        }
    }

    private static List<String> selected(String sql) {
        Matcher found = SELECTED.matcher(sql);
        assertThat(found.find()).isTrue();
        return Arrays.stream(found.group(1).replaceAll("\\([^()]*\\)", "").split(","))
                .map(BilledRowsTest::name)
                .toList();
    }

    private static String name(String column) {
        Matcher name = NAME.matcher(column);
        return name.find() ? name.group(1) : column;
    }
}
