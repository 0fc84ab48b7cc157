package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML file, read element by element. A document type is refused, and with it every entity that is not built in; depth and size are
 * bounded, so that no file can make the program read elsewhere or hold more than an element.
 */
public final class XmlFile implements Closeable {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_ELEMENTS = 500_000;

    private final XmlText text;
    private final XMLStreamReader events;
    private final Deque<String> path = new ArrayDeque<>();
    private boolean leaving;
    private int elements;
    private long tag;

    private XmlFile(XmlText text) throws XMLStreamException {
        this.text = text;
        this.events = factory().createXMLStreamReader(text);
    }

    public static XmlFile open(Path file) throws IOException {
        XmlText text = XmlText.open(file);
        try {
            return new XmlFile(text);
        } catch (XMLStreamException e) {
            text.close();
            throw notXml(e);
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to " + systemId + ", which is not read");
        });
        return factory;
    }

    private static UnusableFile notXml(XMLStreamException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
        String message = String.valueOf(e.getMessage());
        // behind the parser's own "ParseError at [row,col]:[1,1]\nMessage: "
        int said = message.indexOf("Message: ");
        return new UnusableFile("line " + line + " is no sound XML: "
                + (said < 0 ? message : message.substring(said + "Message: ".length())));
    }

    /** Whether there was another beginning or end of an element; at one now. */
    public boolean next() throws IOException {
        try {
            if (leaving) {
                path.removeLast();
                leaving = false;
            }
            while (events.hasNext()) {
                text.forget();
                int event = events.next();
                refuse(event);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    enter();
                    tag = text.startTag();
                    return true;
                }
                if (event == XMLStreamConstants.END_ELEMENT) {
                    text.endTag();
                    leaving = true;
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    private void enter() {
        if (path.size() == MOST_DEPTH) {
            throw new UnusableFile("line " + line() + ": elements more than " + MOST_DEPTH + " deep");
        }
        path.addLast(events.getLocalName());
    }

    private void refuse(int event) {
        if (event == XMLStreamConstants.DTD
                || event == XMLStreamConstants.ENTITY_REFERENCE
                || event == XMLStreamConstants.ENTITY_DECLARATION) {
            throw new UnusableFile("line " + line()
                    + ": a document type or an entity of its own, which no bank needs and nobody reads");
        }
    }

    /** Whether this is the beginning of an element, not its end. */
    public boolean entering() {
        return !leaving;
    }

    /** Names from the root to the element that begins or ends here, joined by slashes. */
    public String path() {
        return String.join("/", path);
    }

    public int depth() {
        return path.size();
    }

    public String name() {
        return path.isEmpty() ? "" : path.getLast();
    }

    public String namespace() {
        String uri = events.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    public int line() {
        return events.getLocation().getLineNumber();
    }

    /** An attribute of the element that begins here; empty where it has none. */
    public String attribute(String name) {
        String value = events.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** The whole element that begins here; afterwards at its end. */
    public XmlElement take() throws IOException {
        try {
            elements = 0;
            XmlElement element = element(tag);
            leaving = true;
            return element;
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    /** The bytes of the element that was taken last, or of one in it. */
    public byte[] raw(XmlElement element) {
        return text.between(element.from(), element.to());
    }

    private XmlElement element(long from) throws XMLStreamException {
        if (++elements > MOST_ELEMENTS) {
            throw new UnusableFile("line " + line() + ": an entry of more than " + MOST_ELEMENTS + " elements");
        }
        String name = events.getLocalName();
        int line = line();
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < events.getAttributeCount(); i++) {
            attributes.put(events.getAttributeLocalName(i), events.getAttributeValue(i));
        }
        List<XmlElement> children = new ArrayList<>();
        StringBuilder own = new StringBuilder();
        for (int event = events.next(); event != XMLStreamConstants.END_ELEMENT; event = events.next()) {
            refuse(event);
            if (event == XMLStreamConstants.START_ELEMENT) {
                enter();
                children.add(element(text.startTag()));
                path.removeLast();
            } else if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                own.append(events.getText());
            }
        }
        long to = text.endTag();
        return new XmlElement(
                name, line, from, to, attributes, children, own.toString().strip());
    }

    @Override
    public void close() throws IOException {
        try {
            events.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot be closed", e);
        } finally {
            text.close();
        }
    }
}
