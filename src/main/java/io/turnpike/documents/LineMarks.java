package io.turnpike.documents;

/**
 * Writes into each element of a template where it stands ({@code at="template.xml:12"}), so that a mistake found in the finished
 * page, a missing glyph for example, is shown at the line of the template it came from. Comments and FreeMarker's
 * {@code [#…]}, {@code [@…]} and {@code ${…}} are left alone.
 */
final class LineMarks {
    private final String template;
    private final String name;
    private final StringBuilder out;
    private int line = 1;
    private int at;

    private LineMarks(String template, String name) {
        this.template = template;
        this.name = name;
        this.out = new StringBuilder(template.length() * 5 / 4);
    }

    static String added(String template, String name) {
        return new LineMarks(template, name).run();
    }

    private String run() {
        while (at < template.length()) {
            if (template.startsWith("<!--", at)) {
                copyThrough("-->");
            } else if (template.startsWith("[#--", at)) {
                copyThrough("--]");
            } else if (template.startsWith("<![CDATA[", at)) {
                copyThrough("]]>");
            } else if (template.startsWith("${", at)) {
                copyExpression('{', '}');
            } else if (startsDirective()) {
                copyExpression('[', ']');
            } else if (template.charAt(at) == '<' && at + 1 < template.length() && isLetter(template.charAt(at + 1))) {
                copyName();
            } else {
                copy();
            }
        }
        return out.toString();
    }

    private boolean startsDirective() {
        return template.startsWith("[#", at)
                || template.startsWith("[@", at)
                || template.startsWith("[/#", at)
                || template.startsWith("[/@", at);
    }

    private void copyName() {
        copy();
        while (at < template.length() && (isLetter(template.charAt(at)) || template.charAt(at) == '-')) {
            copy();
        }
        out.append(" at=\"").append(name).append(':').append(line).append('"');
    }

    private void copyThrough(String end) {
        int found = template.indexOf(end, at);
        int stop = found < 0 ? template.length() : found + end.length();
        while (at < stop) {
            copy();
        }
    }

    /** Up to the bracket that closes the first one; brackets in strings do not count. */
    private void copyExpression(char open, char close) {
        int depth = 0;
        char quote = 0;
        while (at < template.length()) {
            char character = template.charAt(at);
            copy();
            if (quote != 0) {
                if (character == '\\' && at < template.length()) {
                    copy();
                } else if (character == quote) {
                    quote = 0;
                }
            } else if (character == '"' || character == '\'') {
                quote = character;
            } else if (character == open) {
                depth++;
            } else if (character == close && --depth == 0) {
                return;
            }
        }
    }

    private void copy() {
        char character = template.charAt(at++);
        out.append(character);
        if (character == '\n') {
            line++;
        }
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
