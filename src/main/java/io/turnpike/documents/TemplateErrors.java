package io.turnpike.documents;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.documents.page.PageProblem;
import io.turnpike.documents.page.UnusablePage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what FreeMarker and the page layout complain of into problems at a line of a template. */
final class TemplateErrors {
    private static final Pattern AT = Pattern.compile("(.+):(\\d+)");
    private static final String REMEDY =
            "see document-templates/README.md for elements, values and functions; an optional value is written ${value!\"\"}";

    private final TemplateSources sources;
    private final Problems problems;

    TemplateErrors(TemplateSources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    void add(ParseException e) {
        problems.add(line(e.getTemplateName(), e.getLineNumber()), firstLines(e.getEditorMessage()), REMEDY);
    }

    void add(TemplateException e) {
        Integer line = e.getLineNumber();
        String message = e.getCause() == null || e.getCause().getMessage() == null
                ? e.getMessageWithoutStackTop()
                : e.getCause().getMessage();
        problems.add(line(e.getTemplateSourceName(), line == null ? 1 : line), firstLines(message), REMEDY);
    }

    void add(UnusablePage e) {
        for (PageProblem problem : e.problems()) {
            add(problem.at(), problem.message(), problem.remedy());
        }
    }

    /** @param at {@code template.xml:12}, or empty where no place is known: then the first line is meant */
    void add(String at, String message, String remedy) {
        Matcher place = AT.matcher(at);
        problems.add(
                place.matches() ? line(place.group(1), Integer.parseInt(place.group(2))) : line(null, 1),
                message,
                remedy);
    }

    /** FreeMarker adds tips and a stack after an empty line; the first paragraph says what is wrong. */
    private static String firstLines(@Nullable String message) {
        String text = message == null ? "cannot be read" : message.strip();
        int end = text.indexOf("\n\n");
        String first = end < 0 ? text : text.substring(0, end);
        return first.replaceAll("\\s*\\n\\s*", " ").replaceAll("\\s*\\[in template .*?]", "");
    }

    /** A whole line: columns shift where marks were added, so the line is underlined from its first character. */
    private Place line(@Nullable String template, int line) {
        SourceFile file = sources.file(template);
        if (line < 1) {
            return Place.whole(file);
        }
        String text = file.text().lines().skip(line - 1L).findFirst().orElse("");
        String content = text.strip();
        return new Place(file, line, text.indexOf(content) + 1, Math.max(1, content.length()));
    }
}
