package io.turnpike.documents;

import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.XMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.page.Paper;
import io.turnpike.documents.page.Picture;
import io.turnpike.documents.page.UnusablePage;
import io.turnpike.documents.wording.Wording;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;

/** The form of one document kind for one operator and one language. Immutable; safe for any number of threads. */
public final class DocumentTemplate {
    private final TemplateFiles files;
    private final String version;
    private final TemplateSources sources;
    private final Texts texts;
    private final Wording wording;
    private final Map<String, Picture> pictures;
    private final Template template;

    DocumentTemplate(
            TemplateFiles files, TemplateSources sources, Texts texts, Map<String, Picture> pictures, String version)
            throws IOException {
        this.files = files;
        this.version = version;
        this.sources = sources;
        this.texts = texts;
        this.pictures = Map.copyOf(pictures);
        this.wording = Wording.of(files.language())
                .orElseThrow(() -> new IllegalArgumentException("no wording for " + files.language()));
        this.template = configuration(sources).getTemplate(TemplateSources.MAIN);
    }

    /** The folder's name, such as {@code invoice}. */
    public String kind() {
        return files.kind();
    }

    /** The operator the form is made for; empty when it is the one all operators share. */
    public String operator() {
        return files.operator();
    }

    public String language() {
        return files.language();
    }

    /** Lower-case hexadecimal SHA-256 over all files that take part: template, included files, texts and pictures. */
    public String version() {
        return version;
    }

    /** The template and all it includes, as they were read. */
    List<SourceFile> files() {
        return List.copyOf(sources.files().values());
    }

    /**
     * Fills in a document's snapshot and lays it out.
     *
     * @throws InvalidDefinitions when the template cannot show this snapshot: with file, line and reason
     */
    DisplayList layOut(Paper paper, Map<String, Object> snapshot) {
        String page = pageXml(snapshot);
        try {
            return paper.layOut(page, name -> Optional.ofNullable(pictures.get(name)));
        } catch (UnusablePage e) {
            throw invalid(errors -> errors.add(e));
        } catch (StackOverflowError e) {
            throw invalid(errors -> errors.add("", "elements stand in each other without end", "close what is opened"));
        }
    }

    /** The page XML of a snapshot, before layout. */
    String pageXml(Map<String, Object> snapshot) {
        Map<String, Object> root = new HashMap<>(new TemplateFunctions(wording, texts, new Model(snapshot)).all());
        root.putAll(snapshot);
        PageText out = new PageText();
        try {
            template.process(root, out);
        } catch (TemplateException e) {
            throw invalid(errors -> errors.add(e));
        } catch (ParseException e) {
            throw invalid(errors -> errors.add(e));
        } catch (IOException e) {
            throw invalid(errors -> errors.add(
                    out.lastPlace().orElse(""),
                    "behind this element: " + e.getMessage(),
                    "give lists an end, and include files by their plain names"));
        } catch (StackOverflowError e) {
            throw invalid(errors -> errors.add(
                    out.lastPlace().orElse(""),
                    "behind this element a macro, a function or a file uses itself without end",
                    "let no macro call itself, and no file include itself"));
        }
        return out.toString();
    }

    private InvalidDefinitions invalid(Consumer<TemplateErrors> error) {
        Problems problems = new Problems();
        error.accept(new TemplateErrors(sources, problems));
        return new InvalidDefinitions(problems);
    }

    /** Directives in square brackets leave the template well-formed XML, which editors complete and check. */
    private static Configuration configuration(TemplateSources sources) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(sources);
        configuration.setLocalizedLookup(false);
        configuration.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
        configuration.setOutputFormat(XMLOutputFormat.INSTANCE);
        configuration.setRecognizeStandardFileExtensions(false);
        configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setNumberFormat("computer");
        configuration.setLocale(Locale.ROOT);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        return configuration;
    }
}
