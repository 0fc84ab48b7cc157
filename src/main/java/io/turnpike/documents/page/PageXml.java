package io.turnpike.documents.page;

import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.page.Attributes.Group;
import io.turnpike.documents.page.PageSection.On;
import io.turnpike.documents.page.PageSection.Repeated;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads page XML (schema {@code schemas/page.xsd}). Every mistake is collected; unknown elements are skipped. Document types and
 * entities are refused.
 */
final class PageXml {
    /** A limit no sensible document reaches. */
    private static final int MOST_SECTIONS = 100;

    private static final Set<String> OF_DOCUMENT = Attributes.names(Set.of("title", "language"), Group.STYLE);
    private static final Set<String> OF_PAGE = Attributes.names(Set.of("format", "orientation", "margin"), Group.STYLE);
    private static final Set<String> OF_REPEATED = Attributes.names(Set.of("on"), Group.STYLE);

    private static final XMLInputFactory FACTORY = factory();
    private static final Map<String, On> ON = Map.of("all", On.ALL, "first", On.FIRST, "later", On.LATER);
    private static final int A4_WIDTH = Length.ofMillimetres(210);
    private static final int A4_HEIGHT = Length.ofMillimetres(297);
    private static final Map<String, int[]> SIZES = Map.of(
            "A4", new int[] {A4_WIDTH, A4_HEIGHT},
            "A5", new int[] {Length.ofMillimetres(148), Length.ofMillimetres(210)});

    private final XMLStreamReader reader;
    private final List<PageProblem> problems = new ArrayList<>();
    private final BlockXml blocks;
    private String at = "";

    private PageXml(XMLStreamReader reader) {
        this.reader = reader;
        this.blocks = new BlockXml(this);
    }

    /** A read document: its title, its language and its sections. */
    record Parsed(String title, String language, List<PageSection> sections) {}

    /** @throws UnusablePage with all mistakes */
    static Parsed read(String xml) {
        PageXml page = null;
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
            page = new PageXml(reader);
            Parsed parsed = page.document();
            while (reader.hasNext()) {
                reader.next(); // what stands behind the document is well-formed too
            }
            if (!page.problems.isEmpty()) {
                throw new UnusablePage(page.problems);
            }
            return parsed;
        } catch (XMLStreamException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("(?s).*Message: ", "");
            throw new UnusablePage(
                    page == null ? "" : page.at,
                    "not well-formed XML at or after this element: " + reason,
                    "close every element, quote every attribute, write &lt; for < in text");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private Parsed document() throws XMLStreamException {
        reader.nextTag();
        Attributes attributes = attributes();
        if (!reader.getLocalName().equals("document")) {
            throw new UnusablePage(at, "the outermost element is <" + reader.getLocalName() + ">", "write <document>");
        }
        attributes.allow(OF_DOCUMENT);
        Style style = attributes.style(Style.PLAIN);
        List<PageSection> sections = new ArrayList<>();
        while (nextChild("document")) {
            if (reader.getLocalName().equals("page") && sections.size() < MOST_SECTIONS) {
                sections.add(section(style));
            } else {
                unknown(List.of("page"));
            }
        }
        if (sections.isEmpty()) {
            problems.add(new PageProblem(attributes.at(), "the document has no page", "write <page> in <document>"));
        }
        return new Parsed(attributes.text("title", ""), attributes.text("language", ""), sections);
    }

    private PageSection section(Style outer) throws XMLStreamException {
        Attributes attributes = attributes();
        attributes.allow(OF_PAGE);
        Style style = attributes.style(outer);
        int[] size = attributes.word("format", SIZES, new int[] {A4_WIDTH, A4_HEIGHT});
        boolean landscape = attributes.word("orientation", Map.of("portrait", false, "landscape", true), false);
        Box.Sides margins = attributes.sides("margin", Box.Sides.all(Length.ofMillimetres(15)));
        List<Repeated> headers = new ArrayList<>();
        List<Repeated> footers = new ArrayList<>();
        List<Node> body = new ArrayList<>();
        while (nextChild("page")) {
            String name = reader.getLocalName();
            if (name.equals("header") || name.equals("footer")) {
                (name.equals("header") ? headers : footers).add(repeated(name, style));
            } else {
                blocks.add(body, style);
            }
        }
        return new PageSection(
                attributes.at(), size[landscape ? 1 : 0], size[landscape ? 0 : 1], margins, headers, footers, body);
    }

    private Repeated repeated(String name, Style outer) throws XMLStreamException {
        Attributes attributes = attributes();
        attributes.allow(OF_REPEATED);
        Style style = attributes.style(outer);
        List<Node> content = new ArrayList<>();
        while (nextChild(name)) {
            blocks.add(content, style);
        }
        return new Repeated(attributes.word("on", ON, On.ALL), content);
    }

    XMLStreamReader reader() {
        return reader;
    }

    List<PageProblem> problems() {
        return problems;
    }

    /** Goes to the next child element of the open one; false at its end. Text between elements is a mistake. */
    boolean nextChild(String parent) throws XMLStreamException {
        while (true) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
                String stray = reader.getText().strip();
                problems.add(new PageProblem(
                        at,
                        "text directly in <" + parent + ">: '" + stray.substring(0, Math.min(40, stray.length())) + "'",
                        "put it into <text> or <cell>"));
            }
        }
    }

    /** The attributes of the element just opened; remembers its place. */
    Attributes attributes() {
        int count = reader.getAttributeCount();
        Map<String, String> written = count == 0 ? Map.of() : new LinkedHashMap<>(2 * count);
        for (int i = 0; i < count; i++) {
            String name = reader.getAttributeLocalName(i);
            if (name.equals(Attributes.AT)) {
                at = reader.getAttributeValue(i);
            } else if (reader.getAttributePrefix(i).isEmpty()) {
                written.put(name, reader.getAttributeValue(i));
            }
        }
        return new Attributes(reader.getLocalName(), written, at, problems);
    }

    /** Reports the element just opened and skips it with all it holds. */
    void unknown(List<String> allowed) throws XMLStreamException {
        String name = reader.getLocalName();
        attributes();
        problems.add(new PageProblem(at, "<" + name + "> cannot stand here", Suggestion.remedy(name, allowed)));
        int open = 1;
        while (open > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }
}
