package io.turnpike.documents;

import freemarker.cache.TemplateLoader;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The main file of a template and all it includes, read once and marked with their line numbers. What is not here cannot be
 * included later, so that the version of a template covers everything that took part.
 */
final class TemplateSources implements TemplateLoader {
    static final String MAIN = "template.xml";

    private static final Pattern INCLUDE = Pattern.compile("\\[#(?:include|import)\\s+(\"([\\w.-]+)\")?");
    private static final Pattern TEXT = Pattern.compile("\\btext\\(\\s*\"([^\"${}]+)\"\\s*[,)]");
    private static final Pattern COMMENT = Pattern.compile("\\[#--.*?--]|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern ENDLESS = Pattern.compile("\\[#list\\s+[^\\]]*\\.\\.\\s+as\\b");
    private static final Pattern PADDING = Pattern.compile("\\?(?:left|right)_pad\\(\\s*\\d{5,}");
    private static final Pattern CLOCK = Pattern.compile("(?<![\\w\"'.])\\.now\\b");

    private final Map<String, SourceFile> files = new LinkedHashMap<>();

    /** Reads the main file and, in turn, what is included. */
    static TemplateSources read(TemplateFiles folders, SourceFile main, Texts texts, Problems problems)
            throws IOException {
        TemplateSources sources = new TemplateSources();
        sources.add(MAIN, main, folders, problems);
        for (SourceFile file : sources.files.values()) {
            sources.check(file, texts, problems);
        }
        return sources;
    }

    Map<String, SourceFile> files() {
        return files;
    }

    /** The file an error names; the main one when it names none. */
    SourceFile file(@Nullable String name) {
        SourceFile file = name == null ? null : files.get(name);
        return file == null ? main() : file;
    }

    SourceFile main() {
        return files.values().iterator().next();
    }

    private void add(String name, SourceFile file, TemplateFiles folders, Problems problems) throws IOException {
        files.put(name, file);
        Matcher include = INCLUDE.matcher(withoutComments(file));
        while (include.find()) {
            String included = include.group(2);
            if (included == null) {
                problems.add(
                        place(file, include.start(), include.end()),
                        "the name of an included file must be written out",
                        "write [#include \"name.xml\"], the file lying beside the template or in common/");
            } else if (!files.containsKey(included)) {
                Optional<SourceFile> found = folders.find(included);
                if (found.isPresent()) {
                    add(included, found.get(), folders, problems);
                } else {
                    problems.add(
                            place(file, include.start(2), include.end(2)),
                            "there is no file '" + included + "'",
                            "put it beside the template or into common/");
                }
            }
        }
    }

    /** What rendering the sample might not come across. */
    private void check(SourceFile file, Texts texts, Problems problems) {
        Matcher key = TEXT.matcher(withoutComments(file));
        while (key.find()) {
            if (texts.find(key.group(1)).isEmpty()) {
                problems.add(
                        place(file, key.start(1), key.end(1)),
                        "unknown text '" + key.group(1) + "'",
                        texts.remedy(key.group(1)));
            }
        }
        refuse(file, ENDLESS, "a list without an end", "write its last number: [#list 1..6 as column]", problems);
        refuse(file, PADDING, "padding to more than 9999 characters", "write a smaller number", problems);
        refuse(
                file,
                CLOCK,
                "a template must not read the clock: a reprint would differ",
                "use a date of the document",
                problems);
    }

    private static void refuse(SourceFile file, Pattern pattern, String message, String remedy, Problems problems) {
        Matcher found = pattern.matcher(withoutComments(file));
        while (found.find()) {
            problems.add(place(file, found.start(), found.end()), message, remedy);
        }
    }

    /** The text with blanks in place of comments, so that places stay right. */
    private static String withoutComments(SourceFile file) {
        return COMMENT.matcher(file.text())
                .replaceAll(comment -> " ".repeat(comment.group().length()));
    }

    /** The place of some characters, by their offset in the file. */
    static Place place(SourceFile file, int start, int end) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < start; i++) {
            if (file.text().charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(file, line, start - lineStart + 1, Math.max(1, end - start));
    }

    @Override
    public @Nullable Object findTemplateSource(String name) {
        return files.containsKey(name) ? name : null;
    }

    @Override
    public long getLastModified(Object source) {
        return 0; // never changes: a template is loaded once
    }

    @Override
    public Reader getReader(Object source, String encoding) {
        String name = (String) source;
        SourceFile file = file(name);
        return new StringReader(LineMarks.added(file.text(), name));
    }

    @Override
    public void closeTemplateSource(Object source) {
        // nothing is held open
    }
}
