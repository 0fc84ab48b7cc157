package io.turnpike.documents.page;

import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.page.Style.Align;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The attributes of one element, read as lengths, colours and words. A wrong one becomes a problem and its default is used. */
final class Attributes {
    /** Where the element stands in its template: written by the program, not by people. */
    static final String AT = "at";

    /** Attributes that go together. */
    record Group(Set<String> names) {
        /** How text looks; inherited. */
        static final Group STYLE = new Group(Set.of("font", "size", "weight", "color", "align", "line-height"));
        /** Padding, border lines and background. */
        static final Group FRAME = new Group(Set.of(
                "padding",
                "border",
                "border-top",
                "border-right",
                "border-bottom",
                "border-left",
                "border-color",
                "background"));
        /** Empty space before and after. */
        static final Group SPACING = new Group(Set.of("above", "below"));

        private boolean isIn(Map<String, String> written) {
            return !written.isEmpty() && !Collections.disjoint(names, written.keySet());
        }
    }

    /** The names an element may have: its own and those of groups. */
    static Set<String> names(Set<String> own, Group... groups) {
        Set<String> names = new HashSet<>(own);
        for (Group group : groups) {
            names.addAll(group.names);
        }
        return Set.copyOf(names);
    }

    private static final Map<String, Align> ALIGN =
            Map.of("left", Align.LEFT, "center", Align.CENTER, "right", Align.RIGHT);
    private static final Map<String, Boolean> YES_NO = Map.of("yes", true, "no", false);
    private static final int SMALLEST_TEXT = 3 * Length.POINT;
    private static final int LARGEST_TEXT = 100 * Length.POINT;
    private static final int MOST_COLUMNS = 40;

    private final String element;
    private final Map<String, String> written;
    private final String at;
    private final List<PageProblem> problems;

    Attributes(String element, Map<String, String> written, String at, List<PageProblem> problems) {
        this.element = element;
        this.written = written;
        this.at = at;
        this.problems = problems;
    }

    String at() {
        return at;
    }

    void problem(String message, String remedy) {
        problems.add(new PageProblem(at, message, remedy));
    }

    /** Reports attributes that are none of the element's. */
    void allow(Set<String> names) {
        for (String name : written.keySet()) {
            if (!names.contains(name)) {
                problem(
                        "<" + element + "> has no attribute '" + name + "'",
                        Suggestion.remedy(name, new TreeSet<>(names)));
            }
        }
    }

    boolean has(String name) {
        return written.containsKey(name);
    }

    String text(String name, String absent) {
        return written.getOrDefault(name, absent);
    }

    String required(String name) {
        if (!has(name)) {
            problem("<" + element + "> needs the attribute '" + name + "'", "add " + name + "=\"…\"");
        }
        return text(name, "");
    }

    int length(String name, int absent) {
        return value(name, absent, Length.REMEDY, Length::parse);
    }

    boolean yesNo(String name, boolean absent) {
        return word(name, YES_NO, absent);
    }

    int count(String name, int absent, int most) {
        return value(name, absent, "write a whole number from 1 to " + most, text -> {
            int count = Integer.parseInt(text);
            if (count < 1 || count > most) {
                throw new NumberFormatException("out of range");
            }
            return count;
        });
    }

    Align align(Align absent) {
        return word("align", ALIGN, absent);
    }

    <T> T word(String name, Map<String, T> words, T absent) {
        String text = written.get(name);
        if (text == null) {
            return absent;
        }
        T value = words.get(text);
        if (value == null) {
            problem(name + "=\"" + text + "\" is not known", Suggestion.remedy(text, new TreeSet<>(words.keySet())));
            return absent;
        }
        return value;
    }

    /** {@code #rrggbb}. */
    int colour(String name, int absent) {
        return value(name, absent, "write a colour as #rrggbb, such as #1f4e79", text -> {
            if (text.length() != 7 || text.charAt(0) != '#') {
                throw new NumberFormatException("not a colour");
            }
            return Integer.parseUnsignedInt(text, 1, 7, 16);
        });
    }

    /** The style of the element around it with what is written here. */
    Style style(Style outer) {
        if (!Group.STYLE.isIn(written)) {
            return outer;
        }
        Typeface typeface = outer.typeface();
        if (has("font") || has("weight")) {
            boolean bold = word("weight", Map.of("normal", false, "bold", true), typeface.bold());
            typeface = family(typeface).withBold(bold);
        }
        int size = length("size", outer.size());
        if (size < SMALLEST_TEXT || size > LARGEST_TEXT) {
            problem("text of this size cannot be read", "write a size from 3pt to 100pt");
            size = outer.size();
        }
        int leading =
                value("line-height", outer.leadingPercent(), "write percent of the font size, 80% to 300%", text -> {
                    int percent = percent(text);
                    if (percent < 80 || percent > 300) {
                        throw new NumberFormatException("out of range");
                    }
                    return percent;
                });
        return new Style(typeface, size, colour("color", outer.colour()), align(outer.align()), leading);
    }

    private Typeface family(Typeface outer) {
        return word(
                "font", Map.of("sans", Typeface.SANS, "condensed", Typeface.CONDENSED, "serif", Typeface.SERIF), outer);
    }

    /** The box with what is written here; padding, border and background default to what is given. */
    Box box(Box absent) {
        if (!Group.FRAME.isIn(written) && !Group.SPACING.isIn(written)) {
            return absent;
        }
        int all = thickness("border", -1);
        Box.Sides outer = all >= 0 ? Box.Sides.all(all) : absent.border();
        Box.Sides border = new Box.Sides(
                thickness("border-top", outer.top()),
                thickness("border-right", outer.right()),
                thickness("border-bottom", outer.bottom()),
                thickness("border-left", outer.left()));
        return new Box(
                sides("padding", absent.padding()),
                border,
                colour("border-color", absent.borderColour()),
                colour("background", absent.background()),
                length("above", absent.above()),
                length("below", absent.below()));
    }

    private int thickness(String name, int absent) {
        return text(name, "").equals("none") ? 0 : length(name, absent);
    }

    /** One length for all sides, two for top and bottom / left and right, or four: top, right, bottom, left. */
    Box.Sides sides(String name, Box.Sides absent) {
        return value(name, absent, "write 1, 2 or 4 lengths, such as 1mm 2mm", text -> {
            String[] parts = text.trim().split(" +", MOST_COLUMNS + 1);
            int[] lengths = new int[parts.length];
            for (int i = 0; i < parts.length; i++) {
                lengths[i] = Length.parse(parts[i]);
            }
            return switch (lengths.length) {
                case 1 -> Box.Sides.all(lengths[0]);
                case 2 -> new Box.Sides(lengths[0], lengths[1], lengths[0], lengths[1]);
                case 4 -> new Box.Sides(lengths[0], lengths[1], lengths[2], lengths[3]);
                default -> throw new NumberFormatException("wrong number of lengths");
            };
        });
    }

    /** Column widths: {@code 10mm * 2* 25mm}; empty when the attribute is absent. */
    List<Node.Column> columns() {
        return value(
                "columns",
                List.of(),
                "write a width for each column: 20mm, or * and 2* for shares of the rest",
                text -> {
                    List<Node.Column> columns = new ArrayList<>();
                    for (String part : text.trim().split(" +", MOST_COLUMNS + 1)) {
                        columns.add(column(part));
                    }
                    if (columns.size() > MOST_COLUMNS) {
                        throw new NumberFormatException("too many columns");
                    }
                    return List.copyOf(columns);
                });
    }

    private static Node.Column column(String part) {
        if (!part.endsWith("*")) {
            return new Node.Column(Length.parse(part), 0);
        }
        int share = part.length() == 1 ? 1 : Integer.parseInt(part.substring(0, part.length() - 1));
        if (share < 1 || share > 100) {
            throw new NumberFormatException("out of range");
        }
        return new Node.Column(0, share);
    }

    private static int percent(String text) {
        if (!text.endsWith("%")) {
            throw new NumberFormatException("not percent");
        }
        return Integer.parseInt(text.substring(0, text.length() - 1).trim());
    }

    private <T> T value(String name, T absent, String remedy, Function<String, T> parser) {
        String text = written.get(name);
        if (text == null) {
            return absent;
        }
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            problem("cannot read " + name + "=\"" + text + "\"", remedy);
            return absent;
        }
    }
}
